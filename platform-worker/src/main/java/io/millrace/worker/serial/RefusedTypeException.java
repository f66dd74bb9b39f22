package io.millrace.worker.serial;

/** A type has no codec; says why, and what to do. */
final class RefusedTypeException extends Exception {

    private static final long serialVersionUID = 1L;

    static final String GIVE_SERIALIZER = "give it a serializer with TopologyBuilder.serializer(…)";
    static final String RECORD_OR_SERIALIZER = "use a record, or " + GIVE_SERIALIZER;

    private final String reason;
    private final String remedy;

    RefusedTypeException(String reason, String remedy) {
        super(reason + "; " + remedy);
        this.reason = reason;
        this.remedy = remedy;
    }

    String reason() {
        return reason;
    }

    String remedy() {
        return remedy;
    }

    /** The same, seen from the type that holds the refused one. */
    RefusedTypeException in(String place) {
        return new RefusedTypeException(place + ": " + reason, remedy);
    }
}
