package io.millrace.worker.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTableTest {

    /** Few hashes collide; hashes with the same low bits make long runs that wrap around. */
    @ParameterizedTest
    @ValueSource(ints = {0x1, 0x7, 0xF, 0xFFFF_FFF0, 0xFFFF_FFFF})
    void shouldBehaveAsAMap(int hashMask) {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            KeyTable<Integer> table = new KeyTable<>();
            Map<Integer, Integer> map = new HashMap<>();
            int range = 1 + random.nextInt(300);
            for (int i = 0; i < 2000; i++) {
                Integer key = random.nextInt(range);
                int hash = key * 0x9E3779B9 & hashMask;
                int slot = table.find(key, hash);
                assertThat(slot >= 0).as("seed %d", seed).isEqualTo(map.containsKey(key));
                int action = random.nextInt(i / 500 % 2 == 0 ? 3 : 6);
                if (action < 2) {
                    table.value(table.slotFor(key, hash), i);
                    map.put(key, i);
                } else if (slot >= 0) {
                    assertThat(table.value(slot)).as("seed %d", seed).isEqualTo(map.remove(key));
                    table.remove(slot);
                }
                if (random.nextInt(700) == 0) {
                    table.clear();
                    map.clear();
                }
                assertThat(table.size()).as("seed %d", seed).isEqualTo(map.size());
                if (i % 50 == 0) {
                    assertThat(contents(table)).as("seed %d", seed).isEqualTo(map);
                }
            }
        }
    }

    @Test
    void shouldTakeArraysOfEqualContentForOneKey() {
        KeyTable<String> table = new KeyTable<>();
        table.value(table.slotFor(new int[] {1, 2}, 7), "a");
        assertThat(table.slotFor(new int[] {1, 2}, 7)).isEqualTo(table.find(new int[] {1, 2}, 7));
        assertThat(table.find(new int[] {1, 3}, 7)).isNegative();
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void shouldShrinkAfterManyRemovals() {
        KeyTable<Integer> table = new KeyTable<>();
        for (int i = 0; i < 100_000; i++) {
            table.value(table.slotFor(i, i * 0x9E3779B9), i);
        }
        int greatest = table.slots();
        for (int i = 0; i < 100_000; i++) {
            table.remove(table.find(i, i * 0x9E3779B9));
        }
        assertThat(table.size()).isZero();
        assertThat(greatest).isGreaterThanOrEqualTo(200_000);
        assertThat(table.slots()).isLessThanOrEqualTo(32);
    }

    @Test
    void shouldShrinkStepByStepWhenClearedWhileLittleIsInIt() {
        KeyTable<Integer> table = new KeyTable<>();
        for (int i = 0; i < 1000; i++) {
            table.value(table.slotFor(i, i), i);
        }
        int slots = table.slots();
        table.clear();
        assertThat(table.slots()).isEqualTo(slots);
        while (table.slots() > 16) {
            int before = table.slots();
            table.clear();
            assertThat(table.slots()).isLessThan(before);
        }
    }

    @Test
    void shouldHoldNothingAfterClear() {
        KeyTable<String> table = new KeyTable<>();
        table.value(table.slotFor("a", 1), "x");
        table.clear();
        assertThat(table.find("a", 1)).isNegative();
        assertThat(contents(table)).isEmpty();
        assertThat(table.value(table.slotFor("a", 1))).isNull();
    }

    private static <V> Map<Object, V> contents(KeyTable<V> table) {
        Map<Object, V> contents = new HashMap<>();
        for (int slot = 0; slot < table.slots(); slot++) {
            if (table.isUsed(slot)) {
                assertThat(contents.put(table.key(slot), table.value(slot))).isNull();
                assertThat(table.find(table.key(slot), table.hash(slot))).isEqualTo(slot);
            }
        }
        return contents;
    }
}
