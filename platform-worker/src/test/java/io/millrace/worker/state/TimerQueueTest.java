package io.millrace.worker.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TimerQueueTest {

    @Test
    void shouldYieldTimersInOrderOfTime() {
        TimerQueue timers = new TimerQueue("timers");
        timers.set("a", 1, 30);
        timers.set("b", 2, 10);
        timers.set("a", 1, 20);
        assertThat(timers.poll(9)).isNull();
        assertThat(timers.poll(25)).isEqualTo(new TimerQueue.Timer("b", 2, 10));
        assertThat(timers.poll(25)).isEqualTo(new TimerQueue.Timer("a", 1, 20));
        assertThat(timers.poll(25)).isNull();
        assertThat(timers.size()).isEqualTo(1);
        assertThat(timers.poll(30)).isEqualTo(new TimerQueue.Timer("a", 1, 30));
        assertThat(timers.size()).isZero();
    }

    @Test
    void shouldTakeTheSameTimeTwiceForOneTimer() {
        TimerQueue timers = new TimerQueue("timers");
        timers.set("a", 1, 10);
        timers.set("a", 1, 10);
        assertThat(timers.size()).isEqualTo(1);
        timers.clear("a", 1, 10);
        timers.clear("a", 1, 10);
        timers.clear("b", 2, 11);
        assertThat(timers.size()).isZero();
        assertThat(timers.poll(Long.MAX_VALUE)).isNull();
    }

    @Test
    void shouldTakeAMillionTimersOfOneTime() {
        TimerQueue timers = new TimerQueue("timers");
        int count = 1_000_000;
        for (int i = 0; i < count; i++) {
            timers.set(i, i * 0x9E3779B9, 10);
        }
        boolean[] seen = new boolean[count];
        for (TimerQueue.Timer timer = timers.poll(10); timer != null; timer = timers.poll(10)) {
            assertThat(seen[(Integer) timer.key()]).isFalse();
            seen[(Integer) timer.key()] = true;
        }
        assertThat(seen).doesNotContain(false);
        assertThat(timers.size()).isZero();
    }

    @Test
    void shouldAgreeWithAMapOfSets() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int hashMask = random.nextBoolean() ? 0x3 : -1;
            TimerQueue timers = new TimerQueue("timers");
            TreeMap<Long, Set<Integer>> expected = new TreeMap<>();
            for (int i = 0; i < 1000; i++) {
                Integer key = random.nextInt(60);
                int hash = key * 0x9E3779B9 & hashMask;
                long time = random.nextInt(6);
                switch (random.nextInt(4)) {
                    case 0, 1 -> {
                        timers.set(key, hash, time);
                        expected.computeIfAbsent(time, t -> new HashSet<>()).add(key);
                    }
                    case 2 -> {
                        timers.clear(key, hash, time);
                        remove(expected, time, key);
                    }
                    default -> {
                        TimerQueue.Timer timer = timers.poll(time);
                        if (timer == null) {
                            assertThat(expected.headMap(time, true))
                                    .as("seed %d", seed)
                                    .isEmpty();
                        } else {
                            assertThat(timer.timestampMillis())
                                    .as("seed %d", seed)
                                    .isEqualTo(expected.firstKey());
                            assertThat(remove(expected, timer.timestampMillis(), (Integer) timer.key()))
                                    .as("seed %d", seed)
                                    .isTrue();
                        }
                    }
                }
                assertThat(timers.size())
                        .as("seed %d", seed)
                        .isEqualTo(
                                expected.values().stream().mapToInt(Set::size).sum());
            }
        }
    }

    @Test
    void shouldYieldTimersThatAreSetWhileOthersFire() {
        TimerQueue timers = new TimerQueue("timers");
        for (int i = 0; i < 100; i++) {
            timers.set(i, i * 31, 10);
        }
        List<Object> fired = new ArrayList<>();
        for (TimerQueue.Timer timer = timers.poll(10); timer != null; timer = timers.poll(10)) {
            fired.add(timer.key());
            if ((Integer) timer.key() < 100) {
                timers.set((Integer) timer.key() + 100, ((Integer) timer.key() + 100) * 31, 10);
            }
        }
        assertThat(fired).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void shouldYieldTimersOfOneTimeInTheOrderOfTheirHashesWhateverWasCleared() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            TimerQueue timers = new TimerQueue("timers");
            TreeMap<Long, TreeSet<Integer>> expected = new TreeMap<>();
            for (int i = 0; i < 2000; i++) {
                long time = random.nextInt(seed % 20 + 1);
                int hash = random.nextInt();
                timers.set(hash, hash, time);
                expected.computeIfAbsent(time, t -> new TreeSet<>()).add(hash);
            }
            List<List<Long>> left = new ArrayList<>();
            for (Map.Entry<Long, TreeSet<Integer>> each : expected.entrySet()) {
                for (Integer hash : each.getValue()) {
                    if (random.nextInt(10) < seed % 10) {
                        timers.clear(hash, hash, each.getKey());
                    } else {
                        left.add(List.of(each.getKey(), hash.longValue()));
                    }
                }
            }
            List<List<Long>> fired = new ArrayList<>();
            while (timers.size() > 0) {
                assertThat(timers.firstMillis()).as("seed %d", seed).isLessThan(20);
                TimerQueue.Timer timer = timers.poll(20);
                fired.add(List.of(timer.timestampMillis(), (long) timer.hash()));
            }
            assertThat(fired).as("seed %d", seed).isEqualTo(left);
            assertThat(timers.firstMillis()).as("seed %d", seed).isEqualTo(Long.MAX_VALUE);
        }
    }

    private static boolean remove(TreeMap<Long, Set<Integer>> timers, long time, Integer key) {
        Set<Integer> keys = timers.getOrDefault(time, new HashSet<>());
        boolean wasThere = keys.remove(key);
        if (keys.isEmpty()) {
            timers.remove(time);
        }
        return wasThere;
    }
}
