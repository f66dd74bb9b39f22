package io.millrace.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class AbsencesTest {

    private final Absences absences = new Absences();

    @Test
    void shouldBeSureAfterThreeLooksOnEnd() {
        absences.onLook(Set.of("a"));
        absences.onLook(Set.of("a"));
        assertThat(absences.isCertain("a")).isFalse();
        assertThat(absences.isInDoubt()).isTrue();
        absences.onLook(Set.of("a"));
        assertThat(absences.isCertain("a")).isTrue();
        assertThat(absences.isInDoubt()).isFalse();
    }

    @Test
    void shouldBeginAnewWhenTheTopicWasSeen() {
        absences.onLook(Set.of("a", "b"));
        absences.onLook(Set.of("a", "b"));
        absences.onLook(Set.of("b"));
        absences.onLook(Set.of("a", "b"));
        assertThat(absences.isCertain("a")).isFalse();
        assertThat(absences.isCertain("b")).isTrue();
    }
}
