package io.millrace.worker.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the two ends of every channel promise, wherever they are. Values and keys are strings.
 *
 * <p>An implementation opens channels, and says how to wait: by moving bytes itself, or by giving others the time to.
 */
public abstract class ExchangeContract {

    /** The two ends of a channel. */
    public record Ends(Outlet outlet, Inlet inlet) {}

    /** Entries in a batch at most. */
    protected static final int BATCH_SIZE = 16;

    private static final int MANY = 100_000;

    private final AtomicInteger producerWoken = new AtomicInteger();
    private final AtomicInteger consumerWoken = new AtomicInteger();

    /** Opens a channel; both wakers may be called by any thread. */
    protected abstract Ends open(boolean isKeyed, Waker producer, Waker consumer);

    /** Waits until something is so, or fails. */
    protected abstract void await(BooleanSupplier condition);

    private Ends open(boolean isKeyed) {
        Ends ends = open(isKeyed, producerWoken::incrementAndGet, consumerWoken::incrementAndGet);
        await(() -> !ends.outlet().isFull());
        return ends;
    }

    @Test
    void shouldYieldNothingBeforeSomethingIsOffered() {
        Ends ends = open(false);
        assertThat(ends.inlet().poll()).isNull();
        assertThat(ends.outlet().isFull()).isFalse();
    }

    @Test
    void shouldGiveOutEmptyBatchesWithRoom() {
        Ends ends = open(true);
        Batch batch = ends.outlet().obtain();
        assertThat(batch.isEmpty()).isTrue();
        assertThat(batch.isFull()).isFalse();
        assertThat(batch.isKeyed()).isTrue();
        assertThat(open(false).outlet().obtain().isKeyed()).isFalse();
    }

    @Test
    void shouldPassRecordsInTheirOrder() {
        Ends ends = open(false);
        Batch batch = ends.outlet().obtain();
        batch.add("one", 1000);
        batch.add("two", 999);
        batch.add("dreißig 三十", Long.MIN_VALUE);
        batch.add("four", Long.MAX_VALUE);
        batch.add("", 0);
        offer(ends, batch);
        assertThat(take(ends, 5))
                .containsExactly("one@1000", "two@999", "dreißig 三十@" + Long.MIN_VALUE, "four@" + Long.MAX_VALUE, "@0");
    }

    @Test
    void shouldPassKeysAndHashes() {
        Ends ends = open(true);
        Batch batch = ends.outlet().obtain();
        batch.add("key", 7, "value", 1);
        batch.add("other", -1, "other value", 2);
        offer(ends, batch);
        String same = "both";
        Batch second = ends.outlet().obtain();
        second.add(same, Integer.MIN_VALUE, same, 3);
        second.addWatermark(2);
        second.add(same, Integer.MAX_VALUE, same, 4);
        offer(ends, second);
        assertThat(take(ends, 5))
                .containsExactly(
                        "key#7=value@1",
                        "other#-1=other value@2",
                        "both#" + Integer.MIN_VALUE + "=both@3",
                        "~2",
                        "both#" + Integer.MAX_VALUE + "=both@4");
    }

    @Test
    void shouldPassWatermarksBetweenRecords() {
        Ends ends = open(false);
        Batch batch = ends.outlet().obtain();
        batch.addWatermark(-5);
        batch.add("a", 10);
        batch.addWatermark(9);
        batch.add("b", 12);
        batch.addWatermark(Long.MAX_VALUE);
        batch.addWatermark(Long.MIN_VALUE);
        offer(ends, batch);
        assertThat(take(ends, 6))
                .containsExactly("~-5", "a@10", "~9", "b@12", "~" + Long.MAX_VALUE, "~" + Long.MIN_VALUE);
    }

    @Test
    void shouldPassTheOriginWithEachPieceOfABatch() {
        Ends ends = open(false);
        Batch batch = batch(ends, 0, BATCH_SIZE);
        batch.addOrigin(1_700_000_000_000_123L);
        offer(ends, batch);
        Batch unknown = ends.outlet().obtain();
        unknown.add("last", 0);
        offer(ends, unknown);
        List<Long> origins = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        await(() -> {
            for (Batch next = ends.inlet().poll();
                    next != null;
                    next = ends.inlet().poll()) {
                origins.add(next.originMicros());
                taken.addAll(describe(next));
                ends.inlet().release(next);
            }
            return taken.size() > BATCH_SIZE;
        });
        assertThat(origins.subList(0, origins.size() - 1)).isNotEmpty().containsOnly(1_700_000_000_000_123L);
        assertThat(origins.get(origins.size() - 1)).isEqualTo(Cause.NONE);
    }

    @Test
    void shouldSayHowMuchOfItsRoomIsTaken() {
        Ends ends = open(false);
        assertThat(ends.inlet().fill()).isZero();
        int written = 0;
        while (ends.outlet().offer(batch(ends, written, BATCH_SIZE))) {
            written += BATCH_SIZE;
        }
        await(() -> ends.inlet().fill() > 0.5);
        assertThat(ends.inlet().fill()).isBetween(0.5, 1.0);
        take(ends, written);
        await(() -> ends.inlet().fill() == 0);
    }

    @Test
    void shouldPassControlEventsBehindTheirRecords() {
        Ends ends = open(false);
        offer(ends, control(ends, "a", Control.IDLE));
        offer(ends, control(ends, null, Control.IDLE));
        Batch barrier = ends.outlet().obtain();
        barrier.add("b", 1);
        barrier.barrier(Long.MAX_VALUE);
        offer(ends, barrier);
        offer(ends, control(ends, "c", Control.NONE));
        offer(ends, control(ends, null, Control.END));
        assertThat(take(ends, 7))
                .containsExactly("a@1", "IDLE", "IDLE", "b@1", "BARRIER " + Long.MAX_VALUE, "c@1", "END");
        assertThat(ends.inlet().poll()).isNull();
    }

    @Test
    void shouldLoseNothingWhenFull() {
        Ends ends = open(false);
        int written = 0;
        Batch refused = null;
        while (refused == null) {
            Batch batch = batch(ends, written, BATCH_SIZE - 1);
            written += BATCH_SIZE - 1;
            refused = ends.outlet().offer(batch) ? null : batch;
            assertThat(written).as("records that fit").isLessThan(MANY);
        }
        assertThat(ends.outlet().isFull()).isTrue();
        Batch kept = refused;
        assertThat(ends.outlet().offer(kept)).isFalse();
        // It may be filled up in the meantime.
        kept.add("last", 1);
        kept.control(Control.IDLE);
        List<String> taken = new ArrayList<>();
        boolean[] isOffered = {false};
        int expected = written + 2;
        await(() -> {
            isOffered[0] = isOffered[0] || ends.outlet().offer(kept);
            pollInto(ends, taken);
            return taken.size() >= expected;
        });
        assertThat(isOffered[0]).isTrue();
        assertThat(taken).hasSize(expected).startsWith("0@0", "1@1", "2@2").endsWith("last@1", "IDLE");
        assertThat(taken.subList(0, written)).isEqualTo(numbers(written));
    }

    @Test
    void shouldWakeTheConsumerWhenSomethingComes() {
        Ends ends = open(false);
        int before = consumerWoken.get();
        offer(ends, batch(ends, 0, 1));
        await(() -> consumerWoken.get() > before);
        assertThat(take(ends, 1)).containsExactly("0@0");
    }

    @Test
    void shouldWakeTheProducerWhenThereIsRoomAgain() {
        Ends ends = open(false);
        Batch batch = batch(ends, 0, BATCH_SIZE);
        int written = BATCH_SIZE;
        while (ends.outlet().offer(batch)) {
            batch = batch(ends, written, BATCH_SIZE);
            written += BATCH_SIZE;
        }
        int before = producerWoken.get();
        List<String> taken = new ArrayList<>();
        await(() -> {
            pollInto(ends, taken);
            return producerWoken.get() > before && !ends.outlet().isFull();
        });
        assertThat(ends.outlet().isFull()).isFalse();
    }

    @Test
    void shouldPassWhateverIsWrittenInWhateverPieces() {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            boolean isKeyed = random.nextBoolean();
            Ends ends = open(isKeyed);
            List<String> written = new ArrayList<>();
            List<String> taken = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                Batch batch = ends.outlet().obtain();
                fill(batch, random, isKeyed);
                written.addAll(describe(batch));
                await(() -> {
                    boolean isOffered = ends.outlet().offer(batch);
                    if (!isOffered || random.nextInt(3) == 0) {
                        pollInto(ends, taken);
                    }
                    return isOffered;
                });
            }
            await(() -> {
                pollInto(ends, taken);
                return taken.size() >= written.size();
            });
            assertThat(taken).as("seed %d", seed).isEqualTo(written);
        }
    }

    private static void fill(Batch batch, Random random, boolean isKeyed) {
        for (int i = random.nextInt(BATCH_SIZE + 1); i > 0; i--) {
            int kind = random.nextInt(6);
            String value = "x".repeat(kind == 0 ? random.nextInt(3000) : 10) + random.nextInt();
            long time = random.nextInt(5) == 0 ? random.nextLong() : random.nextInt(1000);
            if (kind == 1) {
                batch.addWatermark(time);
            } else if (isKeyed) {
                batch.add(random.nextBoolean() ? value : "key" + i, random.nextInt(), value, time);
            } else {
                batch.add(value, time);
            }
        }
        if (batch.isEmpty() || random.nextInt(4) == 0) {
            batch.control(Control.IDLE);
        } else if (random.nextInt(4) == 0) {
            batch.barrier(random.nextLong());
        }
    }

    private static Batch control(Ends ends, @Nullable String value, Control control) {
        Batch batch = ends.outlet().obtain();
        if (value != null) {
            batch.add(value, 1);
        }
        batch.control(control);
        return batch;
    }

    private static Batch batch(Ends ends, int first, int count) {
        Batch batch = ends.outlet().obtain();
        for (int i = first; i < first + count; i++) {
            batch.add(String.valueOf(i), i);
        }
        return batch;
    }

    private void offer(Ends ends, Batch batch) {
        await(() -> ends.outlet().offer(batch));
    }

    private List<String> take(Ends ends, int count) {
        List<String> taken = new ArrayList<>();
        await(() -> {
            pollInto(ends, taken);
            return taken.size() >= count;
        });
        assertThat(taken).hasSize(count);
        return taken;
    }

    private static void pollInto(Ends ends, List<String> taken) {
        for (Batch batch = ends.inlet().poll();
                batch != null;
                batch = ends.inlet().poll()) {
            taken.addAll(describe(batch));
            ends.inlet().release(batch);
        }
    }

    private static List<String> numbers(int count) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(i + "@" + i);
        }
        return numbers;
    }

    /** Entries and control event of a batch, one text each. */
    public static List<String> describe(Batch batch) {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            String key = batch.isKeyed() && batch.value(i) != null ? batch.key(i) + "#" + batch.hash(i) + "=" : "";
            entries.add(
                    batch.value(i) == null
                            ? "~" + batch.timestamp(i)
                            : key + batch.value(i) + "@" + batch.timestamp(i));
        }
        switch (batch.control()) {
            case NONE -> {}
            case BARRIER -> entries.add("BARRIER " + batch.barrierId());
            default -> entries.add(batch.control().name());
        }
        return entries;
    }
}
