package io.millrace.benchmark.killed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A number of records, each with an account, an amount and a timestamp that follow from its number, and what is to come of
 * them. The amounts differ, so that one that is lost cannot hide behind another that counts twice.
 *
 * @param count how many
 */
record Payments(int count) {

    static final long WINDOW_MILLIS = 1_000;

    private static final long FIRST_MILLIS = 1_700_000_000_000L;
    private static final int ACCOUNTS = 200;
    private static final int PER_MILLI = 2;

    static long timestampMillis(long number) {
        return FIRST_MILLIS + number / PER_MILLI;
    }

    static String account(long number) {
        return "account-" + Math.floorMod(number * 0x9E3779B97F4A7C15L >>> 20, ACCOUNTS);
    }

    static long amount(long number) {
        return number;
    }

    /** A result as it stands in the topic. */
    static String result(long windowMillis, String account, long sum) {
        return windowMillis + "\t" + account + "\t" + sum;
    }

    /** All results, in any order: the plainest loop there is. */
    List<String> results() {
        Map<Long, Map<String, Long>> windows = new TreeMap<>();
        for (long number = 0; number < count; number++) {
            long windowMillis = timestampMillis(number) / WINDOW_MILLIS * WINDOW_MILLIS;
            windows.computeIfAbsent(windowMillis, start -> new TreeMap<>())
                    .merge(account(number), amount(number), Long::sum);
        }
        List<String> results = new ArrayList<>();
        windows.forEach((start, sums) -> sums.forEach((account, sum) -> results.add(result(start, account, sum))));
        return results;
    }
}
