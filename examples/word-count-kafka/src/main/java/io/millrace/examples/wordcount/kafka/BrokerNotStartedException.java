package io.millrace.examples.wordcount.kafka;

import java.io.IOException;

/** The demo has no broker. */
final class BrokerNotStartedException extends RuntimeException {

    BrokerNotStartedException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
