package io.millrace.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyGroupsTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 3", "64, 64", "1024, 1", "1024, 3", "1024, 1000", "1024, 1024", "32768, 32768", "32768, 31"
    })
    void shouldDealContiguousAndEvenRanges(int count, int parallelism) {
        KeyGroups groups = new KeyGroups(count);
        int[] groupsOfTask = new int[parallelism];
        int previous = 0;
        for (int group = 0; group < count; group++) {
            int task = groups.taskOf(group, parallelism);
            assertThat(task).isBetween(previous, Math.min(previous + 1, parallelism - 1));
            groupsOfTask[task]++;
            previous = task;
        }

        assertThat(IntStream.of(groupsOfTask))
                .allSatisfy(owned ->
                        assertThat(owned).isBetween(count / parallelism, (count + parallelism - 1) / parallelism));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1024, 32_768})
    void shouldKeepEveryHashInRange(int count) {
        KeyGroups groups = new KeyGroups(count);
        int[] hashes = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE};

        for (int hash : hashes) {
            assertThat(groups.groupOf(hash)).isBetween(0, count - 1);
        }
        assertThat(groups.groupOf(0)).isZero();
        assertThat(groups.groupOf(-1)).isEqualTo(count - 1);
    }

    @Test
    void shouldSpreadHashesEvenly() {
        long seed = 20240229;
        Random random = new Random(seed);
        KeyGroups groups = new KeyGroups(KeyGroups.DEFAULT_COUNT);
        int[] perTask = new int[3];
        for (int i = 0; i < 300_000; i++) {
            perTask[groups.taskOfHash(random.nextInt(), 3)]++;
        }

        assertThat(IntStream.of(perTask))
                .as("seed=%d", seed)
                .allSatisfy(count -> assertThat(count).isBetween(99_000, 101_000));
    }

    @Test
    void shouldGoFromHashToTaskByTheGroup() {
        KeyGroups groups = new KeyGroups(1000);

        assertThat(groups.groupOf(0x8000_0000)).isEqualTo(500);
        assertThat(groups.taskOf(500, 4)).isEqualTo(2);
        assertThat(groups.taskOfHash(0x8000_0000, 4)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 32_769})
    void shouldRefuseACountOutOfRange(int count) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyGroups(count))
                .withMessage("Number of key groups is out of range: count=" + count + "; use 1 to 32768");
    }
}
