package io.millrace.worker.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CutsTest {

    private final Cuts cuts = new Cuts();

    @Test
    void shouldLeaveNobodyOutWithoutCuts() {
        assertThat(cuts.leftOut(Set.of(1, 2, 3))).isEmpty();
    }

    @Test
    void shouldLeaveOutTheLaterOfTwoThatCannotReachEachOther() {
        cuts.told(1, Set.of(2));
        cuts.told(2, Set.of(1));
        assertThat(cuts.leftOut(Set.of(1, 2, 3))).containsExactly(2);
    }

    @Test
    void shouldTakeTheWordOfOneEnd() {
        cuts.told(2, Set.of(1));
        assertThat(cuts.leftOut(Set.of(1, 2, 3))).containsExactly(2);
    }

    @Test
    void shouldLeaveOutTheOneThatNobodyReaches() {
        cuts.told(2, Set.of(1));
        cuts.told(3, Set.of(1));
        assertThat(cuts.leftOut(Set.of(1, 2, 3))).containsExactly(1);
    }

    @Test
    void shouldLeaveOutOneOfEachPair() {
        cuts.told(1, Set.of(2));
        cuts.told(3, Set.of(4));
        assertThat(cuts.leftOut(Set.of(1, 2, 3, 4))).containsExactly(2, 4);
    }

    @Test
    void shouldNotMindThoseWhoRunNoTasks() {
        cuts.told(1, Set.of(2));
        assertThat(cuts.leftOut(Set.of(1, 3))).isEmpty();
    }

    @Test
    void shouldTakeThemBackWhenTheyReachEachOther() {
        cuts.told(1, Set.of(2));
        cuts.told(2, Set.of(1));
        cuts.told(1, Set.of());
        cuts.forget(2);
        assertThat(cuts.leftOut(Set.of(1, 2))).isEmpty();
    }
}
