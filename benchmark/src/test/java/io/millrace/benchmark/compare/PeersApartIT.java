package io.millrace.benchmark.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looks at what the processes of the peers consist of, as they were built. */
class PeersApartIT {

    @ParameterizedTest
    @CsvSource({"flink, flink-runtime", "jet, hazelcast"})
    void shouldHoldTheEngineAndNothingOfOursButTheWorkloads(String name, String library) throws IOException {
        List<String> jars = Arrays.stream(EngineCatalog.find(name).classPath().split(File.pathSeparator))
                .map(jar -> Path.of(jar).getFileName().toString())
                .toList();

        assertThat(jars).anyMatch(jar -> jar.startsWith(library + "-"));
        assertThat(jars.stream().filter(jar -> jar.startsWith("millrace-")))
                .satisfiesExactly(
                        jar -> assertThat(jar).isEqualTo("millrace-benchmark-" + name + ".jar"),
                        jar -> assertThat(jar).startsWith("millrace-benchmark-workloads-"));
    }
}
