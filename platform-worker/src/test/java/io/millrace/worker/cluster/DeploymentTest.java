package io.millrace.worker.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Set;
import org.junit.jupiter.api.Test;

class DeploymentTest {

    private final Deployment first = Deployment.of("1");

    @Test
    void shouldWantTheVersionWhoseMembersCameLast() {
        Deployment both = first.withPresent(Set.of("1", "2"));
        assertThat(both.successor(version -> true)).contains("2");
        assertThat(both.withPresent(Set.of("1", "2", "3")).successor(version -> true))
                .contains("3");
    }

    @Test
    void shouldWaitForSlotsOfTheNewVersion() {
        Deployment both = first.withPresent(Set.of("1", "2"));
        assertThat(both.successor("1"::equals)).isEmpty();
    }

    @Test
    void shouldNotGoBackToAVersionThatIsStillThere() {
        Deployment second = first.withPresent(Set.of("1", "2")).cutOver("2");
        assertThat(second.successor(version -> true)).isEmpty();
    }

    @Test
    void shouldGoBackToAVersionThatWasGoneAndComesAgain() {
        Deployment second = first.withPresent(Set.of("1", "2")).cutOver("2").confirmed();
        Deployment again = second.withPresent(Set.of("2")).withPresent(Set.of("1", "2"));
        assertThat(again.successor(version -> true)).contains("1");
    }

    @Test
    void shouldGoBackWhenTheNewVersionHasNoSlots() {
        Deployment second = first.withPresent(Set.of("1", "2")).cutOver("2").confirmed();
        assertThat(second.successor("1"::equals)).contains("1");
    }

    @Test
    void shouldRefuseAVersionThatFailedAsLongAsItIsThere() {
        Deployment back = first.withPresent(Set.of("1", "2")).cutOver("2").revoked("it does not fit");
        assertThat(back.inForce()).isEqualTo("1");
        assertThat(back.isOnTrial()).isFalse();
        assertThat(back.refused()).containsEntry("2", "it does not fit");
        assertThat(back.successor(version -> true)).isEmpty();
        assertThat(back.successor("2"::equals)).isEmpty();
        Deployment mended = back.withPresent(Set.of("1")).withPresent(Set.of("1", "2"));
        assertThat(mended.refused()).isEmpty();
        assertThat(mended.successor(version -> true)).contains("2");
    }

    @Test
    void shouldBeOnTrialUntilConfirmed() {
        Deployment second = first.withPresent(Set.of("1", "2")).cutOver("2");
        assertThat(second.isOnTrial()).isTrue();
        assertThat(second.confirmed().isOnTrial()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> second.confirmed().revoked("late"));
    }

    @Test
    void shouldRememberTheVersionInForceWithoutMembers() {
        assertThat(first.withPresent(Set.of("2")).seen()).containsExactly("1", "2");
    }

    @Test
    void shouldReadWhatWasWritten() {
        Deployment rich = first.withPresent(Set.of("1", "2", "a = b\n"))
                .cutOver("2")
                .revoked("first line\nsecond = line")
                .cutOver("a = b\n")
                .withWishes(Wishes.NONE
                        .stop("orders")
                        .drain("words")
                        .begin("clicks", "12:a = b\n")
                        .stop("firms"));
        assertThat(Deployment.parse(rich.text())).isEqualTo(rich);
        assertThat(Deployment.parse(first.text())).isEqualTo(first);
        assertThatIllegalArgumentException().isThrownBy(() -> Deployment.parse("nothing"));
        assertThatIllegalArgumentException().isThrownBy(() -> Deployment.parse("former=1\n"));
    }
}
