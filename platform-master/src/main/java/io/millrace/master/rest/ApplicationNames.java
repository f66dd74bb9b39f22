package io.millrace.master.rest;

import io.millrace.control.ApplicationControl;

/** Checks the names of applications in addresses. */
final class ApplicationNames {

    private ApplicationNames() {}

    /**
     * Finds out that an application is the one that there is.
     *
     * @throws UnknownApplicationException if it is not
     */
    static void require(String application, ApplicationControl control) {
        if (!application.equals(control.application())) {
            throw new UnknownApplicationException(application, control.application());
        }
    }
}
