package io.millrace.worker.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChannelWriterTest {

    private static final long MAX_AGE = 1000;

    private final AtomicInteger producerWoken = new AtomicInteger();
    private final AtomicInteger consumerWoken = new AtomicInteger();
    private final Overflow overflow = new Overflow();
    private final Channel channel = new Channel(
            new ExchangeSettings(3, 2, MAX_AGE), false, producerWoken::incrementAndGet, consumerWoken::incrementAndGet);
    private final ChannelWriter writer = new ChannelWriter(channel, overflow, MAX_AGE);

    @Test
    void shouldHandOverABatchThatIsFull() {
        write(0, 2);
        assertThat(channel.poll()).isNull();
        write(2, 1);
        assertThat(take()).containsExactly("0", "1", "2");
        assertThat(consumerWoken).hasValue(1);
        assertThat(writer.isFlushed()).isTrue();
    }

    @Test
    void shouldHandOverWhatIsThereWhenThereIsNoInput() {
        write(0, 1);
        assertThat(writer.isFlushed()).isFalse();
        writer.flush(true);
        assertThat(channel.poll()).isNull();
        writer.flush(false);
        assertThat(take()).containsExactly("0");
        writer.flush(false);
        assertThat(channel.poll()).isNull();
    }

    @Test
    void shouldHandOverWhatIsOldAlthoughThereIsInput() {
        overflow.startCall(5, 0);
        write(0, 1);
        overflow.startCall(4 + MAX_AGE, 0);
        write(1, 1);
        writer.flush(true);
        assertThat(channel.poll()).isNull();
        overflow.startCall(5 + MAX_AGE, 0);
        writer.flush(true);
        assertThat(take()).containsExactly("0", "1");
    }

    /** What was put in first is not the oldest where it comes from another input. */
    @Test
    void shouldSayTheOldestOriginOfTheCallsThatFilledABatch() {
        overflow.startCall(0, 500);
        turnTo(300);
        write(0, 1);
        turnTo(200);
        turnTo(250);
        writer.flush(true);
        overflow.startCall(0, 600);
        turnTo(400);
        write(1, 2);
        assertThat(originOfNext()).isEqualTo(200);

        write(3, 1);
        writer.flush(false);
        assertThat(originOfNext()).isEqualTo(400);
    }

    @Test
    void shouldForgetTheOriginOfABatchThatIsUsedAgain() {
        overflow.startCall(0, 500);
        overflow.cause().turnToInputOfCall();
        write(0, 3);
        Batch used = channel.poll();
        assertThat(used.originMicros()).isEqualTo(500);
        channel.release(used);
        assertThat(used.originMicros()).isEqualTo(Cause.NONE);
    }

    private void turnTo(long originMicros) {
        Batch batch = new Batch(1, false);
        batch.addOrigin(originMicros);
        overflow.cause().turnTo(batch);
    }

    private long originOfNext() {
        Batch batch = channel.poll();
        long origin = batch.originMicros();
        channel.release(batch);
        return origin;
    }

    @Test
    void shouldHandOverControlAtOnceAndBehindTheRecords() {
        write(0, 1);
        writer.writeWatermark(7);
        writer.writeControl(Control.IDLE);
        assertThat(take()).containsExactly("0", "w7", "IDLE");
        writer.writeControl(Control.END);
        assertThat(take()).containsExactly("END");
    }

    /** Two batches fit; what comes then waits, in order, control included, and the task counts as full until it is gone. */
    @Test
    void shouldKeepInOrderWhatTheChannelCannotTake() {
        write(0, 6);
        assertThat(overflow.isFull()).isFalse();
        write(6, 4);
        assertThat(overflow.isFull()).isTrue();
        writer.writeControl(Control.END);
        assertThat(overflow.maxRecords()).isEqualTo(4);
        writer.flush(true);
        assertThat(overflow.isFull()).isTrue();
        assertThat(take()).containsExactly("0", "1", "2");
        writer.flush(true);
        assertThat(overflow.isFull()).isTrue();
        assertThat(take()).containsExactly("3", "4", "5");
        writer.flush(true);
        assertThat(overflow.isFull()).isFalse();
        assertThat(take()).containsExactly("6", "7", "8");
        assertThat(take()).containsExactly("9", "END");
        assertThat(writer.isFlushed()).isTrue();
        assertThat(overflow.maxRecords()).isEqualTo(4);
    }

    @Test
    void shouldLetNothingOvertakeWhatWaits() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            Overflow ofTask = new Overflow();
            Channel any = new Channel(
                    new ExchangeSettings(1 + random.nextInt(4), 2 + random.nextInt(3), 1),
                    false,
                    Waker.NONE,
                    Waker.NONE);
            ChannelWriter to = new ChannelWriter(any, ofTask, 1);
            List<String> written = new ArrayList<>();
            List<String> read = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                switch (random.nextInt(6)) {
                    case 0, 1, 2 -> {
                        to.write(i, i);
                        written.add(String.valueOf(i));
                    }
                    case 3 -> {
                        to.writeWatermark(i);
                        written.add("w" + i);
                    }
                    case 4 -> to.flush(random.nextBoolean());
                    default -> read.addAll(take(any));
                }
            }
            to.writeControl(Control.END);
            written.add("END");
            for (int i = 0; i < 400 && !to.isFlushed(); i++) {
                read.addAll(take(any));
                to.flush(false);
            }
            for (List<String> rest = take(any); !rest.isEmpty(); rest = take(any)) {
                read.addAll(rest);
            }
            assertThat(read).as("seed %d", seed).isEqualTo(written);
            assertThat(ofTask.isFull()).as("seed %d", seed).isFalse();
        }
    }

    @Test
    void shouldGiveBatchesBackClearedAndWakeTheProducer() {
        write(0, 3);
        Batch batch = channel.poll();
        channel.release(batch);
        assertThat(producerWoken).hasValue(1);
        assertThat(batch.isEmpty()).isTrue();
        assertThat(batch.value(0)).isNull();
        assertThat(channel.obtain()).isSameAs(batch);
    }

    @Test
    void shouldCarryKeysAndHashes() {
        Channel keyed = new Channel(new ExchangeSettings(2, 2, 0), true, Waker.NONE, Waker.NONE);
        ChannelWriter to = new ChannelWriter(keyed, overflow, 0);
        to.write("k", 42, "v", 7);
        to.writeWatermark(7);
        Batch batch = keyed.poll();
        assertThat(batch.key(0)).isEqualTo("k");
        assertThat(batch.hash(0)).isEqualTo(42);
        assertThat(batch.value(1)).isNull();
        keyed.release(batch);
        to.writeWatermark(8);
        to.writeWatermark(9);
        assertThat(take(keyed)).containsExactly("w8", "w9");
    }

    private void write(int first, int count) {
        for (int i = first; i < first + count; i++) {
            writer.write(i, i);
        }
    }

    private List<String> take() {
        return take(channel);
    }

    private static List<String> take(Channel from) {
        List<String> entries = new ArrayList<>();
        Batch batch = from.poll();
        if (batch != null) {
            for (int i = 0; i < batch.size(); i++) {
                Object value = batch.value(i);
                entries.add(value == null ? "w" + batch.timestamp(i) : value.toString());
            }
            if (batch.control() != Control.NONE) {
                entries.add(batch.control().toString());
            }
            from.release(batch);
        }
        return entries;
    }
}
