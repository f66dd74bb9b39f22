package io.millrace.kafka.sink;

/** Kafka would refuse this record whenever it is sent. The error policy of the step decides what becomes of the result. */
public final class RecordRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    RecordRefusedException(OutgoingRecord record, String fact, String advice) {
        super("Record would be refused by Kafka: " + fact + ", " + record.facts() + "; " + advice);
    }
}
