package io.millrace.worker.simulation.crash;

import io.millrace.window.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums of windows, computed by a plain loop that knows all events. */
final class WindowSums {

    private WindowSums() {}

    static List<String> sliding(List<List<Event>> splits, int modulus, long sizeMillis, long slideMillis) {
        Map<String, Long> sums = new TreeMap<>();
        for (Event event : all(splits)) {
            long last = event.timestampMillis() - Math.floorMod(event.timestampMillis(), slideMillis);
            for (long start = last; start > event.timestampMillis() - sizeMillis; start -= slideMillis) {
                sums.merge(
                        event.key() % modulus + " " + start + " " + (start + sizeMillis), event.sequence(), Long::sum);
            }
        }
        return texts(sums);
    }

    static List<String> global(List<List<Event>> splits, int modulus) {
        Map<String, Long> sums = new TreeMap<>();
        for (Event event : all(splits)) {
            String window = Window.GLOBAL.startMillis() + " " + Window.GLOBAL.endMillis();
            sums.merge(event.key() % modulus + " " + window, event.sequence(), Long::sum);
        }
        return texts(sums);
    }

    static List<String> sessions(List<List<Event>> splits, int modulus, long gapMillis) {
        Map<String, Long> sums = new TreeMap<>();
        for (int key = 0; key < modulus; key++) {
            int wanted = key;
            List<Event> ofKey = all(splits).stream()
                    .filter(event -> event.key() % modulus == wanted)
                    .sorted(Comparator.comparingLong(Event::timestampMillis))
                    .toList();
            for (int i = 0; i < ofKey.size(); ) {
                long start = ofKey.get(i).timestampMillis();
                long end = start + gapMillis;
                long sum = 0;
                while (i < ofKey.size() && ofKey.get(i).timestampMillis() < end) {
                    end = ofKey.get(i).timestampMillis() + gapMillis;
                    sum += ofKey.get(i++).sequence();
                }
                sums.put(key + " " + start + " " + end, sum);
            }
        }
        return texts(sums);
    }

    private static List<Event> all(List<List<Event>> splits) {
        return splits.stream().flatMap(List::stream).toList();
    }

    private static List<String> texts(Map<String, Long> sums) {
        List<String> texts = new ArrayList<>();
        sums.forEach((window, sum) -> texts.add("w " + window + " " + sum));
        return texts;
    }
}
