package io.millrace.examples.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnsembleSettingsTest {

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 6})
    void shouldRefuseNumbersOutOfRange(int servers) {
        assertThatThrownBy(() -> EnsembleSettings.of(servers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Number of ZooKeeper servers is out of range: servers=" + servers
                        + ", max=5; use 1 to have a server, 3 to lose one of them, 5 to lose two");
    }

    @Test
    void shouldWarnOfEvenNumbersOnly() {
        assertThat(EnsembleSettings.of(4).warning())
                .hasValue("Number of ZooKeeper servers is even: servers=4; 3 outlive the loss of as many");
        assertThat(EnsembleSettings.of(1).warning()).isEmpty();
        assertThat(EnsembleSettings.of(3).warning()).isEmpty();
    }
}
