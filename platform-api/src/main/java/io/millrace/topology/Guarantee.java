package io.millrace.topology;

/**
 * What becomes of a record when something fails: how often it counts in state, and in the results that a sink shows. What a
 * sink can promise also hangs on the sources before it and on the sink itself; the guarantee of each path is computed from
 * all three.
 */
public enum Guarantee {
    /** Nothing is kept. After a failure the topology goes on with empty state, and records on their way are lost. */
    AT_MOST_ONCE,
    /** No record is lost, and after a failure some count twice. No task waits for another at a checkpoint. */
    AT_LEAST_ONCE,
    /** Each record counts once. At a checkpoint, inputs that are ahead wait for the others. */
    EXACTLY_ONCE;

    /** The weaker of this and the other. */
    public Guarantee and(Guarantee other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
