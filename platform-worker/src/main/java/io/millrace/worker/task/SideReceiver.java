package io.millrace.worker.task;

/**
 * Takes what goes to a side output, and counts it.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class SideReceiver extends Receiver {

    private final String name;
    private final Receiver receiver;
    private long records;

    SideReceiver(String name, Receiver receiver) {
        this.name = name;
        this.receiver = receiver;
    }

    String name() {
        return name;
    }

    long records() {
        return records;
    }

    @Override
    void accept(Object value, long timestampMillis) {
        records++;
        receiver.accept(value, timestampMillis);
    }
}
