package io.millrace.benchmark.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TallyBuilderTest {

    @Test
    void shouldNotCareForTheOrder() {
        Tally one = tally(tally -> {
            tally.addCount("whale", 0, 2);
            tally.addMean(3, 60_000, 12.5);
            tally.addString("x");
        });
        Tally other = tally(tally -> {
            tally.addString("x");
            tally.addMean(3, 60_000, 12.5);
            tally.addCount("whale", 0, 2);
        });

        assertThat(one).isEqualTo(other);
        assertThat(one.results()).isEqualTo(3);
        assertThat(one.sum()).isEqualTo(2 + 12_500);
    }

    @Test
    void shouldTellResultsApart() {
        Set<Long> hashes = new HashSet<>();
        hashes.add(tally(tally -> tally.addCount("whale", 0, 2)).hash());
        hashes.add(tally(tally -> tally.addCount("whales", 0, 2)).hash());
        hashes.add(tally(tally -> tally.addCount("whale", 1_000, 2)).hash());
        hashes.add(tally(tally -> tally.addCount("whale", 0, 3)).hash());
        hashes.add(tally(tally -> tally.addMean(1, 0, 3)).hash());
        hashes.add(tally(tally -> tally.addMean(2, 0, 3)).hash());
        hashes.add(tally(tally -> tally.addMean(1, 60_000, 3)).hash());
        hashes.add(tally(tally -> tally.addMean(1, 0, Math.nextUp(3.0))).hash());
        hashes.add(tally(tally -> tally.add(1, 0, 3)).hash());
        hashes.add(tally(tally -> tally.add(2, 0, 3)).hash());
        hashes.add(tally(tally -> tally.add(1, 60_000, 3)).hash());
        hashes.add(tally(tally -> tally.add(1, 0, 4)).hash());

        assertThat(hashes).hasSize(12);
    }

    @Test
    void shouldAddUpTheResultsOfAll() {
        Tally one = tally(tally -> tally.addCount("whale", 0, 2));
        Tally other = tally(tally -> tally.addCount("ship", 0, 3));

        assertThat(one.plus(other)).isEqualTo(tally(tally -> {
            tally.addCount("whale", 0, 2);
            tally.addCount("ship", 0, 3);
        }));
        assertThat(one.plus(Tally.NOTHING)).isEqualTo(one);
    }

    private static Tally tally(Consumer<TallyBuilder> results) {
        TallyBuilder builder = new TallyBuilder();
        results.accept(builder);
        return builder.build();
    }
}
