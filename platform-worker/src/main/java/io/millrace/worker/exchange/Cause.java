package io.millrace.worker.exchange;

/**
 * What the records go back to that a task emits now, as the time at which that left its source: the batch at hand, or this
 * very call.
 *
 * <p>Known for each batch and each call, never for a record; so a batch says of itself the oldest that it may hold.
 *
 * <p><b>Thread.</b> Owned by the task.
 *
 * <p><b>Units.</b> Microseconds since 1970, by the clock of the process in which the source is.
 */
public final class Cause {

    /** Not known, and later than every moment. */
    public static final long NONE = Long.MAX_VALUE;

    private Runnable beforeTurn = () -> {};
    private long callMicros;
    private long inputMicros = NONE;
    private long atHandMicros = NONE;
    private long oldestMicros = NONE;

    /** Names who is told before another one is at hand. */
    public void beforeTurn(Runnable listener) {
        beforeTurn = listener;
    }

    /** A call of the task begins. What was at hand stays so, for what the last call has left unfinished. */
    public void startCall(long nowMicros) {
        callMicros = nowMicros;
        oldestMicros = NONE;
        if (inputMicros == NONE) {
            atHandMicros = nowMicros;
        }
    }

    /** What is emitted goes back to a batch from now on. */
    public void turnTo(Batch batch) {
        inputMicros = batch.originMicros() == NONE ? callMicros : batch.originMicros();
        turn(inputMicros);
    }

    /** What is emitted goes back to what a source reads in this call. */
    public void turnToInputOfCall() {
        inputMicros = callMicros;
        turn(callMicros);
    }

    /** What is emitted goes back to nothing but the time that it is. */
    public void turnToCall() {
        turn(callMicros);
    }

    /** What is emitted goes back to the last input again, or to the call if there has been none. */
    public void turnToLastInput() {
        turn(inputMicros == NONE ? callMicros : inputMicros);
    }

    /** When the call at hand began. */
    public long callMicros() {
        return callMicros;
    }

    /** When that left its source which is at hand. */
    public long atHandMicros() {
        return atHandMicros;
    }

    /** The oldest that has been at hand since the call began. */
    long oldestMicros() {
        return oldestMicros;
    }

    private void turn(long micros) {
        if (micros != atHandMicros) {
            beforeTurn.run();
            atHandMicros = micros;
        }
        oldestMicros = Math.min(oldestMicros, micros);
    }
}
