package io.millrace.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private final FixedContext context = new FixedContext("patience", 0, 1);
    private final Patience patience = new Patience(context, "b1:9092,b2:9092");
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void shouldGoOnTryingAndSaySoUntilThereIsAnAnswer() throws Exception {
        String answer = patience.keepTrying("ask", () -> switch (calls.incrementAndGet()) {
            case 1 -> throw new TimeoutException("no answer in time");
            case 2 -> throw new ExecutionException(new DisconnectException("gone"));
            default -> "here";
        });
        assertThat(answer).isEqualTo("here");
        assertThat(context.troubles).hasSize(3);
        assertThat(context.troubles.get(0))
                .isEqualTo("Kafka does not answer: brokers=b1:9092,b2:9092, operation=ask, seconds=0,"
                        + " reason=no answer in time; the sink goes on trying: check brokers and network");
        assertThat(context.troubles.get(1)).contains("reason=gone");
        assertThat(context.troubles.get(2)).isNull();
    }

    @Test
    void shouldNotTryAgainWhatWillBeRefusedAgain() {
        assertThatThrownBy(() -> patience.keepTrying("ask", () -> {
                    calls.incrementAndGet();
                    throw new KafkaException("in an error state", new RecordTooLargeException("too large"));
                }))
                .hasRootCauseInstanceOf(RecordTooLargeException.class);
        assertThat(calls).hasValue(1);
        assertThat(context.troubles).isEmpty();
    }

    @Test
    void shouldNotFightWithASuccessor() {
        assertThatThrownBy(() -> patience.keepTrying("ask", () -> {
                    calls.incrementAndGet();
                    throw new ProducerFencedException("fenced");
                }))
                .isInstanceOf(ProducerFencedException.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void shouldTryWhatMayHelpSomeTimesOnly() {
        assertThatThrownBy(() -> patience.keepTrying("ask", () -> {
                    calls.incrementAndGet();
                    throw new KafkaException("who knows");
                }))
                .isInstanceOf(KafkaException.class);
        assertThat(calls).hasValue(5);
        assertThat(context.troubles).last().isNull();
    }

    @Test
    void shouldEndWhenItIsInterrupted() {
        assertThatThrownBy(() -> patience.keepTrying("ask", () -> {
                    throw new KafkaException("wrapped", new InterruptException("stop"));
                }))
                .isInstanceOf(InterruptedException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> patience.keepTrying("ask", () -> {
                    throw new TimeoutException("no answer");
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
