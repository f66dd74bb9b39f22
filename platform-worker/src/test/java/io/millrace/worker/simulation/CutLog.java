package io.millrace.worker.simulation;

import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the tasks of the steps have taken, of each origin, when a barrier came to them. */
final class CutLog {

    private final LongUnaryOperator originOf;
    private final Map<String, Map<Integer, TaskLog>> steps = new HashMap<>();

    CutLog(LongUnaryOperator originOf) {
        this.originOf = originOf;
    }

    /** An operator that counts what it takes, and passes it on. */
    Operator<Long, Long> counting() {
        return new Counting(0);
    }

    /** An operator that counts what it takes, and keeps up to so many records in flight. */
    Operator<Long, Long> holding(int records) {
        return new Counting(records);
    }

    /** The barriers that every task of every step has passed, or ended before. */
    TreeSet<Long> cuts() {
        TreeSet<Long> all = new TreeSet<>();
        tasks().forEach(task -> all.addAll(task.cuts.keySet()));
        all.removeIf(id -> tasks().anyMatch(task -> task.hasLeftOut(id)));
        return all;
    }

    /** Records that all tasks of a step have taken before a barrier, by origin. */
    Map<Long, Long> taken(String step, long barrier) {
        Map<Long, Long> sum = new TreeMap<>();
        steps.getOrDefault(step, Map.of())
                .values()
                .forEach(task -> task.at(barrier).forEach((origin, count) -> sum.merge(origin, count, Long::sum)));
        return sum;
    }

    private Stream<TaskLog> tasks() {
        return steps.values().stream().flatMap(step -> step.values().stream());
    }

    private static final class TaskLog {

        private final Map<Long, Long> taken = new TreeMap<>();
        private final TreeMap<Long, Map<Long, Long>> cuts = new TreeMap<>();

        Map<Long, Long> at(long barrier) {
            return cuts.getOrDefault(barrier, taken);
        }

        /** It passed a later one, and not this one. */
        boolean hasLeftOut(long barrier) {
            return !cuts.containsKey(barrier) && cuts.higherKey(barrier) != null;
        }
    }

    private final class Counting implements Operator<Long, Long> {

        private final int maxHeld;
        private final Deque<Long> held = new ArrayDeque<>();
        private final Deque<Long> heldTimestamps = new ArrayDeque<>();
        private @Nullable TaskLog log;
        private @Nullable Output<Long> out;
        private long holdMillis = Long.MAX_VALUE;

        Counting(int maxHeld) {
            this.maxHeld = maxHeld;
        }

        @Override
        public void open(OperatorContext context, Output<Long> output) {
            out = output;
            log = steps.computeIfAbsent(context.operatorName(), step -> new LinkedHashMap<>())
                    .computeIfAbsent(context.taskIndex(), task -> new TaskLog());
        }

        @Override
        public void onRecord(int input, Long value, long timestampMillis) {
            log.taken.merge(originOf.applyAsLong(value), 1L, Long::sum);
            held.add(value);
            heldTimestamps.add(timestampMillis);
            while (held.size() > maxHeld) {
                release();
            }
            holdMillis = heldTimestamps.isEmpty()
                    ? Long.MAX_VALUE
                    : heldTimestamps.stream().mapToLong(t -> t).min().getAsLong();
        }

        @Override
        public long watermarkHoldMillis() {
            return holdMillis;
        }

        @Override
        public boolean onBarrier(long barrierId) {
            if (!releaseAll()) {
                return false;
            }
            log.cuts.put(barrierId, Map.copyOf(log.taken));
            return true;
        }

        @Override
        public boolean onEnd() {
            return releaseAll();
        }

        private boolean releaseAll() {
            while (!held.isEmpty()) {
                if (out.isFull()) {
                    return false;
                }
                release();
            }
            holdMillis = Long.MAX_VALUE;
            return true;
        }

        private void release() {
            out.emit(held.remove(), heldTimestamps.remove());
        }
    }
}
