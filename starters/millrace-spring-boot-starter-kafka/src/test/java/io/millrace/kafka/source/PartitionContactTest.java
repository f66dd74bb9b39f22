package io.millrace.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartitionContactTest {

    private static final long START = 1_000_000;

    private final PartitionContact contact = new PartitionContact(START);

    @Test
    void shouldSayNothingOfAPartitionThatWasNeverHeard() {
        assertThat(contact.silentUntilMillis()).isLessThan(START);
        assertThat(contact.isDue(START)).isFalse();
        assertThat(contact.isDue(START + 1_000)).isTrue();
    }

    @Test
    void shouldAskOnceAtATime() {
        contact.onAsked(START + 1_000);
        assertThat(contact.isDue(START + 60_000)).isFalse();
        contact.onNoAnswer();
        assertThat(contact.isDue(START + 60_000)).isTrue();
    }

    @Test
    void shouldNotAskInAHotLoop() {
        contact.onAsked(START + 1_000);
        contact.onNoAnswer();
        assertThat(contact.isDue(START + 1_999)).isFalse();
        assertThat(contact.isDue(START + 2_000)).isTrue();
    }

    @Test
    void shouldBeSilentForAWhileAfterItHasSaidThatItHasNothing() {
        contact.onAsked(START + 1_000);
        contact.onAnswer(42, 42, START + 1_100);
        assertThat(contact.silentUntilMillis()).isEqualTo(START + 4_100);
        assertThat(contact.isDue(START + 2_099)).isFalse();
        assertThat(contact.isDue(START + 2_100)).isTrue();
    }

    @Test
    void shouldNotBeSilentWhileRecordsAreOnTheirWay() {
        contact.onAnswer(42, 42, START + 1_100);
        contact.onAnswer(43, 42, START + 2_100);
        assertThat(contact.silentUntilMillis()).isLessThan(START);
    }

    @Test
    void shouldNotBeSilentAfterRecords() {
        contact.onAnswer(42, 42, START + 1_100);
        contact.onProgress(START + 1_200);
        assertThat(contact.silentUntilMillis()).isLessThan(START);
    }

    @Test
    void shouldBeLostWhenItIsNotHeardForFiveSeconds() {
        contact.onProgress(START + 500);
        assertThat(contact.isOverdue(START + 2_499)).isFalse();
        assertThat(contact.isOverdue(START + 2_500)).isTrue();
        assertThat(contact.isLost(START + 5_499)).isFalse();
        assertThat(contact.isLost(START + 5_500)).isTrue();
    }

    @Test
    void shouldBeLostWhenRecordsAreThereAndDoNotCome() {
        for (long now = START + 1_000; now <= START + 5_000; now += 1_000) {
            contact.onAsked(now);
            contact.onAnswer(43, 42, now);
        }
        assertThat(contact.isLost(START + 5_000)).isTrue();
    }

    @Test
    void shouldNotBeLostWhereNobodyListened() {
        contact.onResumed(START + 60_000);
        assertThat(contact.isLost(START + 60_001)).isFalse();
    }
}
