package io.millrace.kafka.source;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Counts in how many looks on end a topic was not there. One look proves little: a broker that has just heard of a topic, or
 * has just started, may not know it yet.
 */
final class Absences {

    static final int LOOKS = 3;

    private final Map<String, Integer> looks = new HashMap<>();

    void onLook(Set<String> absent) {
        looks.keySet().retainAll(absent);
        absent.forEach(topic -> looks.merge(topic, 1, Integer::sum));
    }

    /** Whether a topic is absent, and not for long enough to be sure. */
    boolean isInDoubt() {
        return looks.values().stream().anyMatch(count -> count < LOOKS);
    }

    boolean isCertain(String topic) {
        return looks.getOrDefault(topic, 0) >= LOOKS;
    }
}
