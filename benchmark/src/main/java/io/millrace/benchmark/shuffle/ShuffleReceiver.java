package io.millrace.benchmark.shuffle;

import io.millrace.worker.exchange.Batch;
import io.millrace.worker.exchange.Control;
import io.millrace.worker.exchange.Inlet;
import java.io.IOException;
import java.util.stream.IntStream;

/**
 * The process at the other end of {@link ShuffleSender}: takes strings out of all channels on one thread, answers a barrier
 * with the number of strings so far, and leaves the first channel alone while it is told to.
 */
final class ShuffleReceiver {

    private final ParkedThread thread = new ParkedThread();
    private final ShuffleEnd end;
    private final Inlet[] inlets;
    private volatile boolean isFirstBlocked;
    private long records;
    private long characters;

    private ShuffleReceiver(int channels, boolean isCompressed) {
        end = ShuffleEnd.start(ShuffleEnd.RECEIVER, isCompressed, this::onMessage);
        inlets =
                IntStream.range(0, channels).mapToObj(i -> end.inlet(i, thread)).toArray(Inlet[]::new);
    }

    /** Receives until the process that started this one ends. Arguments: channels, port of the sender, compression. */
    public static void main(String[] args) throws IOException {
        ShuffleReceiver receiver = new ShuffleReceiver(Integer.parseInt(args[0]), Boolean.parseBoolean(args[2]));
        receiver.end.connect(ShuffleEnd.SENDER, Integer.parseInt(args[1]));
        Thread task = new Thread(() -> receiver.thread.run(() -> false, receiver::step), "receiver");
        task.setDaemon(true);
        task.start();
        System.out.println(receiver.end.port());
        SecondJvm.awaitEndOfInput();
        System.exit(0);
    }

    private boolean step() {
        boolean hasWorked = false;
        for (int i = isFirstBlocked ? 1 : 0; i < inlets.length; i++) {
            Batch batch = inlets[i].poll();
            if (batch != null) {
                hasWorked = true;
                take(batch);
                inlets[i].release(batch);
            }
        }
        return hasWorked;
    }

    private void take(Batch batch) {
        for (int i = 0; i < batch.size(); i++) {
            if (batch.value(i) instanceof String text) {
                records++;
                characters += text.length();
            }
        }
        if (batch.control() == Control.BARRIER) {
            end.tell(ShuffleEnd.SENDER, batch.barrierId() + " " + records + " " + characters);
        }
    }

    private void onMessage(String message) {
        isFirstBlocked = message.equals("block");
        end.tell(ShuffleEnd.SENDER, message + " " + end.reservedBytes());
        thread.wake();
    }
}
