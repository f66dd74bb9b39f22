package io.millrace.cli.view;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers for people, with their units. What is not known is a dash. */
public final class Units {

    /** What is not known. */
    public static final String UNKNOWN = "-";

    private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Units() {}

    /** A number of things, as in "1,234". */
    public static String count(@Nullable Double number) {
        return number == null ? UNKNOWN : String.format(Locale.ROOT, "%,.0f", number);
    }

    /** Things in a second, as in "0.5", "12,345" or "1.23M"; its unit is in the title of the column. */
    public static String rate(@Nullable Double perSecond) {
        if (perSecond == null) {
            return UNKNOWN;
        }
        if (perSecond == 0) {
            return "0";
        }
        if (perSecond < 10) {
            return String.format(Locale.ROOT, "%.1f", perSecond);
        }
        if (perSecond < 1_000_000) {
            return String.format(Locale.ROOT, "%,.0f", perSecond);
        }
        return perSecond < 1e9
                ? String.format(Locale.ROOT, "%.2fM", perSecond / 1e6)
                : String.format(Locale.ROOT, "%.2fG", perSecond / 1e9);
    }

    /** A size, as in "1.2 MiB". */
    public static String bytes(@Nullable Double bytes) {
        if (bytes == null) {
            return UNKNOWN;
        }
        double rest = bytes;
        int unit = 0;
        while (rest >= 1024 && unit < BYTES.length - 1) {
            rest /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || rest >= 100 ? "%.0f %s" : "%.1f %s", rest, BYTES[unit]);
    }

    /** A share of 0 to 1, as in "62%". */
    public static String percent(@Nullable Double share) {
        return share == null ? UNKNOWN : String.format(Locale.ROOT, "%.0f%%", share * 100);
    }

    /** Seconds, as in "12 ms", "3.4 s", "2 min 5 s" or "3 d 4 h". */
    public static String seconds(@Nullable Double seconds) {
        if (seconds == null) {
            return UNKNOWN;
        }
        if (seconds < 0) {
            return "-" + seconds(-seconds);
        }
        if (seconds > 0 && seconds < 0.01) {
            return String.format(Locale.ROOT, "%.1f ms", seconds * 1000);
        }
        if (seconds < 1) {
            return Math.round(seconds * 1000) + " ms";
        }
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        return whole(Math.round(seconds));
    }

    /** Milliseconds, as {@link #seconds}. */
    public static String millis(@Nullable Double millis) {
        return seconds(millis == null ? null : (Double) (millis / 1000));
    }

    /** How long ago an instant is, as in "12 s ago", or "in 12 s". */
    public static String ago(@Nullable Instant instant, Instant now) {
        if (instant == null) {
            return UNKNOWN;
        }
        long seconds = Duration.between(instant, now).toSeconds();
        if (seconds < 0) {
            return "in " + whole(-seconds);
        }
        return seconds == 0 ? "just now" : whole(seconds) + " ago";
    }

    /** How long something lasts that has begun then. */
    public static String since(@Nullable Instant instant, Instant now) {
        return instant == null
                ? UNKNOWN
                : whole(Math.max(0, Duration.between(instant, now).toSeconds()));
    }

    private static String whole(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return two(seconds / 3_600, "h", seconds % 3_600 / 60, "min");
        }
        return two(seconds / 86_400, "d", seconds % 86_400 / 3_600, "h");
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
