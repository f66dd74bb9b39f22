package io.millrace.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionPositionTest {

    private static final Uuid TOPIC = Uuid.fromString("J8qXRwI-TbCdLCi92xGkCw");

    @Test
    void shouldWriteWhatCheckpointsHold() {
        assertThat(new PartitionPosition(17, PartitionPosition.NO_END, TOPIC).text())
                .isEqualTo("offset=17;topic=J8qXRwI-TbCdLCi92xGkCw");
        assertThat(new PartitionPosition(17, 42, TOPIC).text())
                .isEqualTo("offset=17;end=42;topic=J8qXRwI-TbCdLCi92xGkCw");
    }

    @Test
    void shouldReadWhatItWrites() {
        PartitionPosition endless = new PartitionPosition(0, PartitionPosition.NO_END, Uuid.randomUuid());
        PartitionPosition bounded = new PartitionPosition(999_999_999_999_999_999L, 0, Uuid.ZERO_UUID);
        assertThat(PartitionPosition.parse("words-0", endless.text())).isEqualTo(endless);
        assertThat(PartitionPosition.parse("words-0", bounded.text())).isEqualTo(bounded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "records=12", "offset=-1;topic=J8qXRwI-TbCdLCi92xGkCw", "offset=1", "offset=1;topic=x"})
    void shouldRefuseTheWordsOfOthers(String text) {
        assertThatThrownBy(() -> PartitionPosition.parse("words-0", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("split=words-0")
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void shouldBeAtTheEndWhenNothingIsLeftToRead() {
        assertThat(new PartitionPosition(41, 42, TOPIC).isAtEnd()).isFalse();
        assertThat(new PartitionPosition(42, 42, TOPIC).isAtEnd()).isTrue();
        assertThat(new PartitionPosition(42, PartitionPosition.NO_END, TOPIC).isAtEnd())
                .isFalse();
    }

    @Test
    void shouldTellTopicsOfTheSameNameApartWhereBrokersDo() {
        PartitionPosition position = new PartitionPosition(0, 1, TOPIC);
        assertThat(position.isOf(TOPIC)).isTrue();
        assertThat(position.isOf(Uuid.randomUuid())).isFalse();
        assertThat(position.isOf(Uuid.ZERO_UUID)).isTrue();
        assertThat(new PartitionPosition(0, 1, Uuid.ZERO_UUID).isOf(TOPIC)).isTrue();
    }
}
