package io.millrace.benchmark.shuffle;

import io.millrace.benchmark.workload.PassStrings;
import io.millrace.worker.exchange.Batch;
import io.millrace.worker.exchange.Outlet;
import io.millrace.worker.net.NetStatistics;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends strings to another process over the data plane of the engine, through one or more channels of one connection, on one
 * thread, and without tasks.
 *
 * <p><b>Thread.</b> Has one owner.
 */
final class ShuffleSender implements AutoCloseable {

    private static final int BATCH_SIZE = 256;

    private final PassStrings strings = new PassStrings();
    private final ParkedThread thread = new ParkedThread();
    private final ShuffleEnd end;
    private final SecondJvm receiver;
    private final Outlet[] outlets;
    private final @Nullable Batch[] waiting;
    private final long[] sent;
    private volatile String answer = ""; // written by the I/O thread too
    private long lastBarrier;
    private boolean isBarrierSent;

    private ShuffleSender(int channels, boolean isCompressed) throws IOException {
        end = ShuffleEnd.start(ShuffleEnd.SENDER, isCompressed, this::onMessage);
        receiver = SecondJvm.start(ShuffleReceiver.class, "" + channels, "" + end.port(), "" + isCompressed);
        end.connect(ShuffleEnd.RECEIVER, Integer.parseInt(receiver.firstLine()));
        outlets = IntStream.range(0, channels)
                .mapToObj(i -> end.outlet(i, thread))
                .toArray(Outlet[]::new);
        waiting = new Batch[channels];
        sent = new long[channels];
    }

    /** Starts the other process. */
    static ShuffleSender start(int channels, boolean isCompressed) throws IOException {
        return new ShuffleSender(channels, isCompressed);
    }

    ProcessHandle receiver() {
        return receiver.handle();
    }

    NetStatistics statistics() {
        return end.statistics();
    }

    /** Strings that the channels from one on have taken so far. */
    long sentFrom(int channel) {
        return Arrays.stream(sent, channel, sent.length).sum();
    }

    /** Strings that a channel has taken so far. */
    long sent(int channel) {
        return sent[channel];
    }

    /** Sends through the first channel, and waits until all have come; yields what the receiver has counted in all. */
    String send(long count) {
        long target = sent[0] + count;
        thread.run(() -> sent[0] == target, () -> offer(0, (int) Math.min(BATCH_SIZE, target - sent[0])));
        lastBarrier++;
        isBarrierSent = false;
        thread.run(() -> hasAnswer(lastBarrier + " "), this::offerBarrier);
        String[] parts = answer.split(" ", -1);
        return parts[1] + " " + parts[2];
    }

    /** Sends through the channels from one on, as long as it is said. */
    void sendWhile(int firstChannel, BooleanSupplier isOver) {
        thread.run(isOver, () -> {
            boolean hasWorked = false;
            for (int i = firstChannel; i < outlets.length; i++) {
                hasWorked |= offer(i, BATCH_SIZE);
            }
            return hasWorked;
        });
    }

    /** Tells the receiver something and waits for its answer, which is the credit that it may have given. */
    long tell(String message) {
        answer = "";
        thread.run(() -> end.tell(ShuffleEnd.RECEIVER, message), () -> false);
        thread.run(() -> hasAnswer(message + " "), () -> false);
        return Long.parseLong(answer.split(" ", -1)[1]);
    }

    @Override
    public void close() {
        receiver.close();
        end.close();
    }

    private boolean offer(int channel, int records) {
        Batch batch = waiting[channel];
        if (batch == null) {
            batch = outlets[channel].obtain();
            for (int i = 0; i < records; i++) {
                batch.add(strings.get(sent[channel] + i), sent[channel]);
            }
        }
        int size = batch.size();
        boolean isTaken = outlets[channel].offer(batch);
        waiting[channel] = isTaken ? null : batch;
        sent[channel] += isTaken ? size : 0;
        return isTaken;
    }

    private boolean offerBarrier() {
        if (isBarrierSent) {
            return false;
        }
        Batch batch = waiting[0];
        if (batch == null) {
            batch = outlets[0].obtain();
            batch.barrier(lastBarrier);
        }
        isBarrierSent = outlets[0].offer(batch);
        waiting[0] = isBarrierSent ? null : batch;
        return isBarrierSent;
    }

    private boolean hasAnswer(String start) {
        return answer.startsWith(start);
    }

    private void onMessage(String message) {
        answer = message;
        thread.wake();
    }
}
