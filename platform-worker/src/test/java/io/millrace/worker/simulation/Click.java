package io.millrace.worker.simulation;

import io.millrace.time.Timestamped;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Record of the tests, told from all others by its number. */
record Click(String key, int id, long timestampMillis) {

    /** Clicks in order of arrival, whose timestamps lie up to {@code disorder} behind the latest one before them. */
    static List<Click> random(Random random, int count, int keys, int firstId, long maxStep, long disorder) {
        List<Click> clicks = new ArrayList<>();
        long latest = random.nextInt(50);
        for (int i = 0; i < count; i++) {
            latest += random.nextInt(25) == 0 ? random.nextLong(20 * maxStep + 1) : random.nextLong(maxStep + 1);
            long timestamp = Math.max(0, latest - (random.nextBoolean() ? 0 : random.nextLong(disorder + 1)));
            clicks.add(new Click("k" + random.nextInt(keys), firstId + i, timestamp));
        }
        return clicks;
    }

    static List<Timestamped<Click>> timestamped(List<Click> clicks) {
        return clicks.stream()
                .map(click -> new Timestamped<>(click, click.timestampMillis()))
                .toList();
    }
}
