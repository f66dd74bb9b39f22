package io.millrace.worker.autoconfigure.properties;

/** The application was compiled into a native image. */
final class NativeImageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NativeImageException() {
        super("Millrace does not run in a native image: it reads the types of topologies from lambdas and records; "
                + "run the application on a JVM, with ahead-of-time processing (spring.aot.enabled=true) if you like,"
                + " or set millrace.enabled=false");
    }
}
