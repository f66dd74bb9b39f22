package io.millrace.worker.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OpenRequestsTest {

    private final OpenRequests<String> open = new OpenRequests<>(2);

    @Test
    void shouldGiveEachANumberOfItsOwn() {
        long first = open.add("first").orElseThrow();
        open.remove(first);
        assertThat(open.add("second")).isPresent().isNotEqualTo(OptionalLong.of(first));
    }

    @Test
    void shouldTakeUpNoMoreThanItHasRoomFor() {
        long first = open.add("first").orElseThrow();
        open.add("second");
        assertThat(open.add("third")).isEmpty();
        open.remove(first);
        assertThat(open.add("third")).isPresent();
        assertThat(open.size()).isEqualTo(2);
    }

    @Test
    void shouldHearOnlyWhoWasAsked() {
        long id = open.add("waiting").orElseThrow();
        assertThat(open.answered(7, id)).isNull();
        assertThat(open.asked(id, 7)).isTrue();
        assertThat(open.answered(8, id)).isNull();
        assertThat(open.answered(7, id + 1)).isNull();
        assertThat(open.answered(7, id)).isEqualTo("waiting");
    }

    @Test
    void shouldAskNobodyForWhatIsOver() {
        long id = open.add("waiting").orElseThrow();
        open.remove(id);
        assertThat(open.asked(id, 7)).isFalse();
    }

    @Test
    void shouldNameThoseWhoWaitForTheLost() {
        open.asked(open.add("of seven").orElseThrow(), 7);
        open.add("of nobody yet");
        assertThat(open.askedOf(member -> member != 7)).isEmpty();
        assertThat(open.askedOf(member -> member == 7)).containsExactly("of seven");
    }

    @Test
    void shouldTakeUpNothingOnceClosed() {
        open.add("waiting");
        assertThat(open.close()).containsExactly("waiting");
        assertThat(open.add("late")).isEmpty();
    }
}
