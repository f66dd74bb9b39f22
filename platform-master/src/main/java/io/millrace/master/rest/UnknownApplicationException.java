package io.millrace.master.rest;

/** There is no application of a name. */
final class UnknownApplicationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownApplicationException(String name, String known) {
        super("There is no such application: application=" + name + "; there is " + known);
    }
}
