package io.millrace.examples.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folder with the jars that a server consists of, which lie on nobody else's class path. The build of a module makes it.
 *
 * @param server whose jars, as in "Kafka"
 * @param property system property that names the folder
 * @param module as in "examples/kafka-broker"
 * @param name of the folder in the target folder of the module
 */
public record LibraryFolder(String server, String property, String module, String name) {

    /** The folder that the system property names, or that of the checkout around the working directory. */
    public Path locate() throws IOException {
        String named = System.getProperty(property);
        Path folder = named != null ? Path.of(named) : inCheckout(Path.of("").toAbsolutePath());
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("Jars of " + server + " are missing: folder=" + (folder == null ? built() : folder)
                    + "; make them with ./mvnw -pl " + module + " -am package, or name another folder with -D"
                    + property + "=FOLDER");
        }
        return folder.toAbsolutePath();
    }

    private Path built() {
        return Path.of(module, "target", name);
    }

    private @Nullable Path inCheckout(Path from) {
        for (Path folder = from; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(built()))) {
                return folder.resolve(built());
            }
        }
        return null;
    }
}
