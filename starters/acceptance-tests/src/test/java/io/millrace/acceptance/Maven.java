package io.millrace.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The Maven of this checkout, as a process of its own. */
final class Maven {

    private Maven() {}

    /** Runs Maven in a folder; fails with all that it said if it does not succeed. */
    static String run(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("millrace.root"), "mvnw").toString(), "-B", "-ntp", "-q"));
        command.addAll(List.of(arguments));
        return Processes.run(folder, command, 5, TimeUnit.MINUTES);
    }
}
