package io.millrace.examples.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The folder with the jars that a broker consists of. The build of this module makes it. */
final class KafkaLibrary {

    /** System property that names the folder. */
    static final String PROPERTY = "kafka-broker.lib";

    private static final Path IN_CHECKOUT = Path.of("examples", "kafka-broker", "target", "kafka-lib");

    private KafkaLibrary() {}

    /** The folder that the system property names, or that of the checkout around the working directory. */
    static Path locate() throws IOException {
        String named = System.getProperty(PROPERTY);
        Path folder = named != null ? Path.of(named) : inCheckout(Path.of("").toAbsolutePath());
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("Jars of Kafka are missing: folder=" + (folder == null ? IN_CHECKOUT : folder)
                    + "; make them with ./mvnw -pl examples/kafka-broker package, or name another folder with -D"
                    + PROPERTY + "=FOLDER");
        }
        return folder.toAbsolutePath();
    }

    private static @Nullable Path inCheckout(Path from) {
        for (Path folder = from; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(IN_CHECKOUT))) {
                return folder.resolve(IN_CHECKOUT);
            }
        }
        return null;
    }
}
