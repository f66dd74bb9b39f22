package io.millrace.kafka.autoconfigure;

/** It cannot be told of which bean the clients' configuration is to be taken. */
final class AmbiguousFactoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String type;
    private final int found;

    AmbiguousFactoryException(String type, int found) {
        super("Configuration of Kafka cannot be told: type=" + type + ", beans=" + found
                + "; mark one of them @Primary, or define a bean of type MillraceKafka");
        this.type = type;
        this.found = found;
    }

    String type() {
        return type;
    }

    int found() {
        return found;
    }
}
