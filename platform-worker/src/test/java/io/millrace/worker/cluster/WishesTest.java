package io.millrace.worker.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WishesTest {

    @Test
    void shouldForgetWhatWasWishedBeforeWhenATopologyIsToGoOn() {
        Wishes wishes = Wishes.NONE.begin("words", "12:x").drain("words").stop("words");

        assertThat(wishes.goOn("words")).isEqualTo(Wishes.NONE);
    }

    @Test
    void shouldKeepWhatARunBeganWithWhenItIsResumed() {
        Wishes wishes = Wishes.NONE.begin("words", "12:x");

        assertThat(wishes.stop("words").resume("words")).isEqualTo(wishes);
        assertThat(wishes.drain("words").resume("words")).isEqualTo(wishes);
    }

    @Test
    void shouldKeepWhatARunBeganWithWhileItIsStoppedOrDrained() {
        assertThat(Wishes.NONE.begin("words", "12:x").stop("words").beginnings())
                .isEqualTo(Map.of("words", "12:x"));
        assertThat(Wishes.NONE.begin("words", "12:x").drain("words").beginnings())
                .isEqualTo(Map.of("words", "12:x"));
    }

    @Test
    void shouldStopWhatIsBeingDrained() {
        Wishes wishes = Wishes.NONE.drain("words").stop("words");

        assertThat(wishes.draining()).isEmpty();
        assertThat(wishes.stopped()).isEqualTo(Set.of("words"));
    }

    @Test
    void shouldRunWhatIsToBeginAnew() {
        Wishes wishes = Wishes.NONE.stop("words").begin("words", "0:x");

        assertThat(wishes.stopped()).isEmpty();
        assertThat(wishes.beginnings()).isEqualTo(Map.of("words", "0:x"));
    }

    @Test
    void shouldLeaveOtherTopologiesAlone() {
        Wishes wishes = Wishes.NONE.stop("words").goOn("clicks").begin("firms", "1:x");

        assertThat(wishes.stopped()).isEqualTo(Set.of("words"));
    }
}
