package io.millrace.worker.serial;

/** Values that were written under one schema cannot be read as a type of today; the message names type and field. */
public final class IncompatibleSchemaException extends Exception {

    private static final long serialVersionUID = 1L;

    IncompatibleSchemaException(String message) {
        super(message);
    }
}
