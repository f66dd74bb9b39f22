package io.millrace.test;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;

class MillraceTestDriversTest {

    private final MillraceTestDrivers drivers =
            new MillraceTestDrivers(List.of(topology("first", true), topology("second", false)));

    @Test
    void shouldGiveEachTopologyADriverOfItsOwn() {
        drivers.get("first");
        drivers.get("second").send("words", "a");

        drivers.get("SECOND").expect("upper").values("A");
    }

    @Test
    void shouldSayWhichTopologiesThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> drivers.get("third"))
                .withMessageContaining("topology=third; it has [first, second]");
        assertThatIllegalStateException()
                .isThrownBy(drivers::only)
                .withMessageContaining("topologies=[first, second]; inject MillraceTestDrivers");
    }

    @Test
    void shouldBeginAnewAlsoAfterOneHasFailed() {
        assertThatThrownBy(() -> drivers.get("first").send("words", "a")).isNotNull();
        drivers.get("second").send("words", "a");

        try {
            drivers.reset();
        } catch (RuntimeException | AssertionError e) {
            // The failure of the first is told once more; the second has begun anew all the same.
        }

        drivers.get("second").expect("upper").nothing();
    }

    private static Topology topology(String name, boolean fails) {
        TopologyBuilder topology = TopologyBuilder.named(name);
        topology.source("words", Sources.gateway(String.class))
                .map("upper", word -> {
                    if (fails) {
                        throw new IllegalArgumentException("broken");
                    }
                    return word.toUpperCase();
                })
                .sink("output", word -> {});
        return topology.build();
    }
}
