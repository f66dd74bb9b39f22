package io.millrace.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PendingRecordsTest {

    private static final SinkSettings SETTINGS = SinkSettings.of(Map.of("bootstrap.servers", "b:1"), "t");

    private final OutgoingRecord record = new OutgoingRecord();

    {
        record.topic("t");
        record.value(new byte[1_000]);
    }

    @Test
    void shouldHaveNothingToPrepareWhereNothingWasAdded() {
        assertThat(new PendingRecords(SETTINGS).prepare()).isEmpty();
    }

    @Test
    void shouldDivideWhatIsMuch() throws Exception {
        PendingRecords pending = new PendingRecords(SETTINGS.withMaxContentBytes(2_500));
        for (int i = 0; i < 5; i++) {
            pending.add(record);
        }
        List<byte[]> contents = pending.prepare();
        assertThat(contents)
                .hasSize(3)
                .allSatisfy(content -> assertThat(content.length).isLessThanOrEqualTo(2_500));
        assertThat(contents.stream().mapToInt(PendingRecordsTest::records)).containsExactly(2, 2, 1);
        assertThat(pending.prepare()).isEmpty();
    }

    @Test
    void shouldGiveARecordThatIsLargerAContentOfItsOwn() throws Exception {
        PendingRecords pending = new PendingRecords(SETTINGS.withMaxContentBytes(100));
        pending.add(record);
        pending.add(record);
        assertThat(pending.prepare()).hasSize(2);
    }

    @Test
    void shouldFailTheTaskAndNotTheRecordWhenTooMuchWaits() throws Exception {
        PendingRecords pending = new PendingRecords(SETTINGS.withMaxPendingBytes(3_500));
        pending.add(record);
        pending.add(record);
        pending.add(record);
        assertThatThrownBy(() -> pending.add(record))
                .isInstanceOf(KafkaSinkError.class)
                .hasMessageContaining("maxPendingBytes=3500; take checkpoints more often");
        List<byte[]> prepared = pending.prepare();
        assertThatThrownBy(() -> pending.add(record)).as("not committed").isInstanceOf(KafkaSinkError.class);
        prepared.forEach(content -> pending.committed(content.length));
        pending.add(record);
    }

    @Test
    void shouldRefuseARecordThatNoCheckpointTakes() {
        record.value(new byte[PendingRecords.MAX_RECORD_BYTES]);
        assertThatThrownBy(() -> new PendingRecords(SETTINGS).add(record))
                .isInstanceOf(RecordRefusedException.class)
                .hasMessageContaining("larger than a checkpoint takes");
    }

    private static int records(byte[] content) {
        try {
            return new ContentReader("t", content).records();
        } catch (MalformedContentException e) {
            throw new AssertionError(e);
        }
    }
}
