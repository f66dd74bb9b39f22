package io.millrace.kafka.sink;

import org.jspecify.annotations.Nullable;

/**
 * What the id of a prepared transaction says: {@code attempt/sequence/transactionalId/preparedAtMillis}.
 *
 * @param attempt random name of the writer that has prepared it, in one of its lives
 * @param sequence number of the transaction among those of the attempt, from 1
 * @param transactionalId under which the writer commits; whoever takes it over fences the writer
 * @param preparedAtMillis when it was prepared
 */
record TransactionName(String attempt, long sequence, String transactionalId, long preparedAtMillis) {

    private static final char SEPARATOR = '/';

    static TransactionName parse(String id) {
        int first = id.indexOf(SEPARATOR);
        int second = id.indexOf(SEPARATOR, first + 1);
        int last = id.lastIndexOf(SEPARATOR);
        if (first <= 0 || second < 0 || last <= second) {
            throw unknown(id, null);
        }
        try {
            return new TransactionName(
                    id.substring(0, first),
                    Long.parseLong(id, first + 1, second, 10),
                    id.substring(second + 1, last),
                    Long.parseLong(id, last + 1, id.length(), 10));
        } catch (NumberFormatException e) {
            throw unknown(id, e);
        }
    }

    String toId() {
        return attempt + SEPARATOR + sequence + SEPARATOR + transactionalId + SEPARATOR + preparedAtMillis;
    }

    /** Group whose offsets say how far the attempt has come. It belongs to the attempt alone. */
    String markerGroup() {
        int dash = transactionalId.lastIndexOf('-');
        return (dash < 0 ? transactionalId : transactionalId.substring(0, dash)) + "-" + attempt;
    }

    private static IllegalArgumentException unknown(String id, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "Prepared transaction is not one of Kafka's sink: id=" + id
                        + "; give the sink another name than the one that stood in its place before",
                cause);
    }
}
