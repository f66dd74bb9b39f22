package io.millrace.worker.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class BarrierAlignerTest {

    private final BarrierAligner aligner = new BarrierAligner(3, true);

    @Test
    void shouldHoldBackEachInputUntilTheLastHasCome() {
        aligner.onBarrier(1, 7);
        check(false, "-x-");
        aligner.onBarrier(0, 7);
        check(false, "xx-");
        aligner.onBarrier(2, 7);
        check(true, "xxx");

        assertThat(aligner.take()).isEqualTo(7);

        check(false, "---");
    }

    @Test
    void shouldCountAnInputThatHasEndedAsCome() {
        aligner.onEnd(2);
        aligner.onBarrier(0, 1);
        check(false, "x--");
        aligner.onEnd(1);

        check(true, "x--");
    }

    @Test
    void shouldCountAnInputThatEndsBehindTheBarrierOnce() {
        aligner.onBarrier(0, 1);
        aligner.onEnd(0);
        aligner.onEnd(0);
        aligner.onBarrier(1, 1);

        check(false, "xx-");
    }

    @Test
    void shouldNeedNothingMoreWhenAllOthersHaveEnded() {
        aligner.onEnd(0);
        aligner.onEnd(1);
        aligner.onBarrier(2, 1);

        check(true, "--x");
    }

    @Test
    void shouldCancelAnOlderAlignmentForANewerBarrier() {
        aligner.onBarrier(0, 1);
        aligner.onBarrier(1, 2);
        check(false, "-x-");
        aligner.onBarrier(2, 1);
        check(false, "-x-");
        aligner.onBarrier(2, 2);
        aligner.onBarrier(0, 2);

        check(true, "xxx");
        assertThat(aligner.take()).isEqualTo(2);
    }

    @Test
    void shouldIgnoreABarrierThatIsNoNewerThanTheLast() {
        completeFirst();

        aligner.onBarrier(0, 1);

        check(false, "---");
    }

    @Test
    void shouldHoldBackNothingWithoutAlignment() {
        BarrierAligner loose = new BarrierAligner(2, false);
        loose.onBarrier(0, 1);
        assertThat(loose.isHeldBack(0)).isFalse();
        loose.onBarrier(1, 1);

        assertThat(loose.isComplete()).isTrue();
        assertThat(loose.isHeldBack(0)).isFalse();
        assertThat(loose.take()).isEqualTo(1);
    }

    @Test
    void shouldNotGiveABarrierThatIsNotComplete() {
        aligner.onBarrier(0, 4);

        assertThatIllegalStateException().isThrownBy(aligner::take).withMessageContaining("barrier=4, missing=2");
    }

    private void completeFirst() {
        for (int input = 0; input < 3; input++) {
            aligner.onBarrier(input, 1);
        }
        aligner.take();
    }

    private void check(boolean isComplete, String heldBack) {
        assertThat(aligner.isComplete()).isEqualTo(isComplete);
        for (int input = 0; input < heldBack.length(); input++) {
            assertThat(aligner.isHeldBack(input)).as("input %d", input).isEqualTo(heldBack.charAt(input) == 'x');
        }
    }
}
