package io.millrace.benchmark.workload;

import java.util.Locale;

/**
 * Strings of 100 bytes, made beforehand, one after the other and from the beginning again.
 *
 * <p><b>Thread.</b> Immutable.
 */
public final class PassStrings {

    /** How many there are. */
    public static final int COUNT = 1 << 10;

    private final String[] strings = new String[COUNT];

    /** Makes them. */
    public PassStrings() {
        for (int i = 0; i < COUNT; i++) {
            strings[i] = String.format(Locale.ROOT, "%0100d", i);
        }
    }

    /** The string of a number, from 0. */
    public String get(long number) {
        return strings[(int) number & (COUNT - 1)];
    }
}
