package io.millrace.worker.serial;

/** Values that were written under one schema cannot be read as a type of today; the message names type and field. */
public final class IncompatibleSchemaException extends Exception {

    private static final long serialVersionUID = 1L;

    IncompatibleSchemaException(String message) {
        super(message);
    }

    /** There is state of an operator that the operator does not know. */
    public static IncompatibleSchemaException unowned(String operator, String state) {
        return new IncompatibleSchemaException("State has no owner: operator=" + operator + ", state=" + state
                + "; declare it again, or allow by name that it is dropped: " + operator + "/" + state);
    }
}
