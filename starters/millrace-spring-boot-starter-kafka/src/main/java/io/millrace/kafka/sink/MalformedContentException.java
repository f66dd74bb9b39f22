package io.millrace.kafka.sink;

/** The records of a prepared transaction cannot be read. */
final class MalformedContentException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedContentException(String transaction, String reason) {
        super("Prepared transaction of Kafka cannot be read: transaction=" + transaction + ", " + reason
                + "; start from another checkpoint, or with the version of Millrace that has written this one");
    }
}
