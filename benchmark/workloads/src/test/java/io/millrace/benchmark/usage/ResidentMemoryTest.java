package io.millrace.benchmark.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ResidentMemoryTest {

    @Test
    void shouldReadThePeakOfTheStatus() {
        assertThat(ResidentMemory.peakMiB(List.of("Name:\tjava", "VmHWM:\t  524800 kB", "VmRSS:\t  1024 kB")))
                .isEqualTo(512.5);
    }

    @Test
    void shouldNotKnowWhatTheStatusDoesNotSay() {
        assertThat(ResidentMemory.peakMiB(List.of("Name:\tjava"))).isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldKnowThatOfThisProcess() throws IOException {
        assertThat(ResidentMemory.peakMiB()).isGreaterThan(10);
    }
}
