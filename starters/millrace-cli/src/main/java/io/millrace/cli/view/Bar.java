package io.millrace.cli.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shares and series as drawings of one line. */
public final class Bar {

    /** Busy, waiting for credit, waiting for a thread. */
    private static final String MARKS = "█▒░";

    private static final String STEPS = "▁▂▃▄▅▆▇█";

    private Bar() {}

    /** Shares of 0 to 1 one after the other, the rest as dots. */
    public static String shares(int width, @Nullable Double... shares) {
        StringBuilder bar = new StringBuilder();
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            Double share = shares[i];
            sum += share == null ? 0 : Math.max(0, share);
            long end = Math.min(width, Math.round(sum * width));
            while (bar.length() < end) {
                bar.append(MARKS.charAt(Math.min(i, MARKS.length() - 1)));
            }
        }
        return bar.append("·".repeat(width - bar.length())).toString();
    }

    /** A series as steps between its least and its greatest value, the latest of so many. */
    public static String series(List<Double> values, int width) {
        List<Double> last = values.subList(Math.max(0, values.size() - width), values.size());
        double least = last.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double greatest = last.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        StringBuilder steps = new StringBuilder();
        for (double value : last) {
            double height = greatest > least ? (value - least) / (greatest - least) : 0;
            steps.append(STEPS.charAt((int) Math.round(height * (STEPS.length() - 1))));
        }
        return steps.toString();
    }
}
