package io.millrace.cli.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows under titles, aligned. Where there is no room, texts are cut first, and then columns are left out. */
public final class Table {

    private static final int GAP = 2;

    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    /** A table without rows. */
    public Table(Column... columns) {
        this.columns = List.of(columns);
    }

    /** Adds a row: for each column a {@link Cell}, a text of somebody else, or null. */
    public Table row(@Nullable Object... cells) {
        List<Cell> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell instanceof Cell made ? made : Cell.of(cell == null ? null : cell.toString()));
        }
        if (row.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "Row is of another size: cells=" + row.size() + ", columns=" + columns.size() + "; give as many");
        }
        rows.add(row);
        return this;
    }

    /** Whether it has no rows. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Its lines, no wider than that. */
    public List<String> lines(int width, boolean isColoured) {
        int[] widths = naturalWidths();
        List<Integer> shown =
                new ArrayList<>(IntStream.range(0, columns.size()).boxed().toList());
        List<String> leftOut = new ArrayList<>();
        shrink(widths, shown, width);
        for (Integer next = dispensable(shown);
                next != null && total(widths, shown) > width;
                next = dispensable(shown)) {
            shown.remove(next);
            leftOut.add(columns.get(next).title());
            System.arraycopy(naturalWidths(), 0, widths, 0, widths.length);
            shrink(widths, shown, width);
        }
        List<String> lines = new ArrayList<>();
        List<Cell> titles = columns.stream()
                .map(column -> new Cell(column.title(), Tone.TITLE))
                .toList();
        lines.add(line(titles, widths, shown, isColoured, width));
        rows.forEach(row -> lines.add(line(row, widths, shown, isColoured, width)));
        if (!leftOut.isEmpty()) {
            lines.add(Tone.DIM.paint(Text.cut("left out: " + String.join(", ", leftOut), width), isColoured));
        }
        return lines;
    }

    private int[] naturalWidths() {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Text.width(columns.get(i).title());
            for (List<Cell> row : rows) {
                widths[i] = Math.max(widths[i], Text.width(row.get(i).text()));
            }
        }
        return widths;
    }

    /** Cuts the widest of those that may be cut, again and again. */
    private void shrink(int[] widths, List<Integer> shown, int width) {
        int excess = total(widths, shown) - width;
        while (excess > 0) {
            Integer widest = shown.stream()
                    .filter(i -> columns.get(i).leastWidth() > 0
                            && widths[i] > columns.get(i).leastWidth())
                    .max(Comparator.comparing(i -> widths[i]))
                    .orElse(null);
            if (widest == null) {
                return;
            }
            widths[widest]--;
            excess--;
        }
    }

    private @Nullable Integer dispensable(List<Integer> shown) {
        return shown.stream()
                .filter(i -> columns.get(i).rank() > 0)
                .max(Comparator.comparing(i -> columns.get(i).rank()))
                .orElse(null);
    }

    private static int total(int[] widths, List<Integer> shown) {
        return shown.stream().mapToInt(i -> widths[i]).sum() + GAP * (shown.size() - 1);
    }

    private String line(List<Cell> row, int[] widths, List<Integer> shown, boolean isColoured, int width) {
        StringBuilder line = new StringBuilder();
        int room = width;
        int pending = 0;
        for (int i : shown) {
            Cell cell = row.get(i);
            String text = Text.cut(cell.text(), Math.min(widths[i], Math.max(0, room - pending)));
            int padding = widths[i] - Text.width(text);
            int before = pending + (columns.get(i).isNumber() ? padding : 0);
            if (!text.isEmpty()) {
                line.append(" ".repeat(Math.min(before, room)))
                        .append(cell.tone().paint(text, isColoured));
            }
            room = Math.max(0, room - before - Text.width(text));
            pending = GAP + (columns.get(i).isNumber() ? 0 : padding);
        }
        return line.toString();
    }
}
