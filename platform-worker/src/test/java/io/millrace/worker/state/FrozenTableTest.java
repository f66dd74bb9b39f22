package io.millrace.worker.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrozenTableTest {

    private static final int KEYS = 3000;

    private final EntryLog<Counter> ofTask = new EntryLog<>(Counter::copy);
    private final EntryLog<Counter> ofBackground = new EntryLog<>(Counter::copy);

    @ParameterizedTest
    @ValueSource(ints = {-1, 0xFF})
    void shouldBeWrittenAsItWasWhateverIsDoneMeanwhile(int hashMask) {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Work work = new Work(random, hashMask);
            work.run(random.nextInt(4000));
            for (int barrier = 0; barrier < 3; barrier++) {
                EntryLog<Counter> byTask = new EntryLog<>(Counter::copy);
                EntryLog<Counter> byBackground = new EntryLog<>(Counter::copy);
                Map<Object, Long> expected = work.contents();
                KeyedPart.Frozen frozen = work.table.freeze(7, byTask, byBackground);
                int steps = random.nextInt(30);
                boolean isMore = true;
                for (int i = 0; i < steps; i++) {
                    isMore = frozen.writeNext();
                    work.run(random.nextInt(300));
                }
                while (isMore) {
                    isMore = frozen.writeNext();
                }
                work.run(100);
                assertThat(frozen.writeNext()).isFalse();
                frozen.release();
                assertThat(asMap(byTask, byBackground))
                        .as("seed %d, barrier %d", seed, barrier)
                        .isEqualTo(expected);
                work.run(random.nextInt(1000));
            }
            assertThat(work.contents()).as("seed %d", seed).isEqualTo(work.model());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldBeWrittenByAnotherThread(int seed) throws Exception {
        Random random = new Random(seed);
        Work work = new Work(random, -1);
        work.run(10_000);
        for (int barrier = 0; barrier < 20; barrier++) {
            EntryLog<Counter> byTask = new EntryLog<>(Counter::copy);
            EntryLog<Counter> byBackground = new EntryLog<>(Counter::copy);
            Map<Object, Long> expected = work.contents();
            KeyedPart.Frozen frozen = work.table.freeze(7, byTask, byBackground);
            Thread background = new Thread(() -> {
                while (frozen.writeNext()) {}
            });
            background.start();
            while (background.isAlive()) {
                work.run(10);
            }
            background.join();
            frozen.release();
            assertThat(asMap(byTask, byBackground))
                    .as("seed %d, barrier %d", seed, barrier)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldBeLeftAloneByTheBackgroundOnceReleased(int seed) throws Exception {
        Work work = new Work(new Random(seed), -1);
        work.run(20_000);
        for (int barrier = 0; barrier < 200; barrier++) {
            Counter.isReadOnly = false;
            KeyedPart.Frozen frozen = work.table.freeze(7, ofTask, new EntryLog<>(Counter::copyUnlessForbidden));
            Thread background = new Thread(() -> {
                while (frozen.writeNext()) {}
            });
            Throwable[] thrown = new Throwable[1];
            background.setUncaughtExceptionHandler((thread, e) -> thrown[0] = e);
            background.start();
            work.run(barrier);
            frozen.release();
            Counter.isReadOnly = true;
            background.join();
            assertThat(thrown[0]).as("seed %d", seed).isNull();
            assertThat(work.table.isFrozen()).isFalse();
        }
    }

    @Test
    void shouldWriteAPageInTheTaskOnceAndLeaveTheOthersToTheBackground() {
        KeyTable<Counter> table = new KeyTable<>();
        for (int i = 0; i < 600; i++) {
            table.value(table.slotFor(i, i), new Counter(i));
        }
        KeyedPart.Frozen frozen = table.freeze(7, ofTask, ofBackground);
        assertThat(ofTask.entries()).isEmpty();
        table.beforeChange(table.find(3, 3));
        table.value(table.find(4, 4), new Counter(-4));
        assertThat(ofTask.pages()).isEqualTo(1);
        assertThat(ofTask.entries()).hasSize(FrozenTable.PAGE_SLOTS);

        while (frozen.writeNext()) {}
        assertThat(ofBackground.pages()).isEqualTo((600 - 1) / FrozenTable.PAGE_SLOTS);
        assertThat(ofBackground.entries()).hasSize(600 - FrozenTable.PAGE_SLOTS);
        table.remove(table.find(599, 599));
        assertThat(asMap(ofTask, ofBackground)).hasSize(600).containsEntry(4, 4L);
    }

    @Test
    void shouldLeaveItsArraysToTheViewWhenItIsClearedOrGrows() {
        KeyTable<Counter> table = new KeyTable<>();
        for (int i = 0; i < 8; i++) {
            table.value(table.slotFor(i, i), new Counter(i));
        }
        KeyedPart.Frozen frozen = table.freeze(7, ofTask, ofBackground);
        table.clear();
        for (int i = 0; i < 1000; i++) {
            table.value(table.slotFor(i, i), new Counter(-i));
        }
        assertThat(ofTask.entries()).isEmpty();
        while (frozen.writeNext()) {}
        assertThat(asMap(ofTask, ofBackground)).hasSize(8).containsEntry(7, 7L);
    }

    @Test
    void shouldRefuseASecondViewUntilTheFirstIsReleased() {
        KeyTable<Counter> table = new KeyTable<>();
        KeyedPart.Frozen frozen = table.freeze(7, ofTask, ofBackground);
        assertThatThrownBy(() -> table.freeze(7, ofTask, ofBackground))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("frozen already");
        frozen.release();
        table.freeze(7, ofTask, ofBackground).release();
        frozen.release();
        assertThat(table.isFrozen()).isFalse();
    }

    @Test
    void shouldNotWaitForAPageWhoseSinkHasThrown() {
        KeyTable<Counter> table = new KeyTable<>();
        table.value(table.slotFor("a", 1), new Counter(1));
        EntryLog<Counter> broken = new EntryLog<>(counter -> {
            throw new IllegalStateException("disk is full");
        });
        KeyedPart.Frozen frozen = table.freeze(7, ofTask, broken);
        assertThatThrownBy(frozen::writeNext).hasMessage("disk is full");
        table.beforeChange(table.find("a", 1));
        frozen.release();
        assertThat(table.isFrozen()).isFalse();
    }

    private static Map<Object, Long> asMap(EntryLog<Counter> ofTask, EntryLog<Counter> ofBackground) {
        Map<Object, Long> map = new HashMap<>();
        Stream.of(ofTask, ofBackground)
                .map(EntryLog::entries)
                .flatMap(List::stream)
                .forEach(entry -> {
                    assertThat(entry.namespace()).isEqualTo(7);
                    assertThat(map.put(entry.key(), entry.value().count))
                            .as("written twice: %s", entry)
                            .isNull();
                });
        return map;
    }

    /** Everything that is done to a table, at random, beside a map. */
    private static final class Work {

        private final Random random;
        private final int hashMask;
        private final KeyTable<Counter> table = new KeyTable<>();
        private final Map<Object, Long> model = new HashMap<>();

        Work(Random random, int hashMask) {
            this.random = random;
            this.hashMask = hashMask;
        }

        void run(int steps) {
            boolean isGrowing = random.nextBoolean();
            for (int i = 0; i < steps; i++) {
                int kind = random.nextInt(100);
                Integer key = random.nextInt(isGrowing ? KEYS : KEYS / 50);
                int hash = key * 0x9E3779B9 & hashMask;
                if (kind < (isGrowing ? 60 : 20)) {
                    count(key, hash);
                } else if (kind < 70) {
                    replace(key, hash);
                } else if (kind < 99 || random.nextInt(40) > 0) {
                    remove(key, hash);
                } else {
                    table.clear();
                    model.clear();
                }
            }
        }

        private void count(Integer key, int hash) {
            int slot = table.slotFor(key, hash);
            Counter counter = table.value(slot);
            if (counter == null) {
                table.value(slot, new Counter(1));
            } else {
                table.beforeChange(slot);
                counter.count++;
            }
            model.merge(key, 1L, Long::sum);
        }

        private void replace(Integer key, int hash) {
            long count = random.nextInt(100);
            table.value(table.slotFor(key, hash), new Counter(count));
            model.put(key, count);
        }

        private void remove(Integer key, int hash) {
            int slot = table.find(key, hash);
            if (slot >= 0) {
                table.remove(slot);
                model.remove(key);
            }
        }

        Map<Object, Long> model() {
            return model;
        }

        Map<Object, Long> contents() {
            Map<Object, Long> contents = new HashMap<>();
            for (int slot = 0; slot < table.slots(); slot++) {
                Counter counter = table.value(slot);
                if (counter != null) {
                    contents.put(table.key(slot), counter.count);
                }
            }
            return contents;
        }
    }

    private static final class Counter {

        private static volatile boolean isReadOnly;
        private long count;

        Counter(long count) {
            this.count = count;
        }

        Counter copy() {
            return new Counter(count);
        }

        Counter copyUnlessForbidden() {
            assertThat(isReadOnly).as("written after the release").isFalse();
            return copy();
        }
    }
}
