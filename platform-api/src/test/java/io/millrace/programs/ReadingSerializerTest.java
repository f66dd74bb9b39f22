package io.millrace.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.millrace.programs.StateAndTimerProgram.Reading;
import io.millrace.type.InMemoryValues;
import org.junit.jupiter.api.Test;

class ReadingSerializerTest {

    private final ReadingSerializer serializer = new ReadingSerializer();

    @Test
    void shouldReadWhatItWrote() {
        Reading reading = new Reading("pump", 21.5, 1_700_000_000_000L);

        assertThat(InMemoryValues.roundTrip(serializer, reading)).isEqualTo(reading);
    }

    @Test
    void shouldReadWhatTheFirstVersionWrote() {
        InMemoryValues written = new InMemoryValues();
        written.writeString("pump");
        written.writeLong(7);

        assertThat(serializer.read(written, 1)).isEqualTo(new Reading("pump", Double.NaN, 7));
    }

    @Test
    void shouldNoticeWhatIsMissing() {
        InMemoryValues written = new InMemoryValues();
        written.writeString("pump");

        assertThatIllegalStateException().isThrownBy(() -> serializer.read(written, 2));
    }
}
