package io.millrace.cli.local;

import io.millrace.cli.api.Target;
import java.nio.file.Path;
import java.util.List;

/**
 * An application that runs on this machine, or a cluster of its members.
 *
 * @param name to tell it from others
 * @param origin the file or folder by which it was found
 * @param targets consoles, with the token of each; all of them on this machine
 */
public record LocalApplication(String name, Path origin, List<Target> targets) {

    /** Keeps a copy. */
    public LocalApplication {
        targets = List.copyOf(targets);
    }
}
