package io.millrace.benchmark.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkloadKindTest {

    @ParameterizedTest
    @EnumSource(WorkloadKind.class)
    void shouldBeFoundByItsTitle(WorkloadKind kind) {
        assertThat(WorkloadKind.ofTitle(kind.title())).contains(kind);
    }

    @Test
    void shouldNotBeFoundByAnother() {
        assertThat(WorkloadKind.ofTitle("PASS")).isEmpty();
    }

    @Test
    void shouldGoToTheEndOfALineOfTheBookOnly() {
        assertThat(WorkloadKind.PASS.events(12_345)).isEqualTo(12_345);
        assertThat(WorkloadKind.WORD_COUNT.events(12_345)).isBetween(12_345L, 12_365L);
    }
}
