package io.millrace.worker.autoconfigure.bean;

/**
 * One thing that is wrong with what is declared by annotations or by name.
 *
 * @param place bean and method, or topology and step
 * @param message what is wrong, with the value, and what to do
 */
record DeclarationFault(String place, String message) {

    @Override
    public String toString() {
        return place + ": " + message;
    }
}
