package io.millrace.console;

import java.nio.file.Path;

/** Somebody else has the data folder. */
final class DataFolderInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Path path;
    private final String owner;

    DataFolderInUseException(Path path, String owner) {
        super("Data folder is in use: path=" + path + ", by=" + owner + "; set millrace.data-dir to another one");
        this.path = path;
        this.owner = owner;
    }

    Path path() {
        return path;
    }

    String owner() {
        return owner;
    }
}
