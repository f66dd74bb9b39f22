package io.millrace.worker.autoconfigure;

import java.nio.file.Path;

/** The folder in which a topology is to keep its checkpoints cannot be used. */
final class CheckpointFolderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String topology;
    private final transient Path folder;

    CheckpointFolderException(String topology, Path folder, Exception cause) {
        super("Checkpoints cannot be kept: topology=" + topology + ", folder=" + folder + "; " + reason(cause), cause);
        this.topology = topology;
        this.folder = folder;
    }

    String topology() {
        return topology;
    }

    Path folder() {
        return folder;
    }

    /** What is wrong with the folder, without what to do. */
    String reason() {
        Throwable cause = getCause();
        String reason = cause instanceof Exception exception ? reason(exception) : String.valueOf(cause);
        int split = reason.lastIndexOf("; ");
        return split < 0 ? reason : reason.substring(0, split);
    }

    /** Those of the JDK name a file only, and the class says what is wrong with it. */
    private static String reason(Exception cause) {
        return cause.getClass().getName().startsWith("java.nio.file.")
                ? cause.toString()
                : String.valueOf(cause.getMessage());
    }
}
