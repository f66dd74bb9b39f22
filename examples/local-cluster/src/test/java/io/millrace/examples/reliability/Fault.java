package io.millrace.examples.reliability;

/** Something that happens to a cluster. */
@FunctionalInterface
interface Fault {

    /** Lets it happen, waits as long as it lasts, and gives back what was taken. */
    void strike(Scene scene) throws Exception;
}
