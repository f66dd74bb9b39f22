package io.millrace.kafka.sink;

/** What a process does that is killed, as far as this JVM can: nothing more happens in it. */
final class Died extends Error {

    private static final long serialVersionUID = 1L;

    Died(String where) {
        super("Died: where=" + where);
    }
}
