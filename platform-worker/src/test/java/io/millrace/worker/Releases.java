package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operator.KeyedProcess;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/** Programs that are compiled in a test, so that there can be two of the same name. */
final class Releases {

    private Releases() {}

    /** A release: the classes of a program, which know nothing of those of another release. */
    static URLClassLoader compile(Path folder, String program) throws Exception {
        Path release = Files.createTempDirectory(folder, "release");
        Path source = Files.writeString(release.resolve("Program.java"), program);
        int failures = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        List.of(
                                        "-proc:none",
                                        "-nowarn",
                                        "-d",
                                        release.toString(),
                                        "-cp",
                                        location(KeyedProcess.class),
                                        source.toString())
                                .toArray(String[]::new));
        assertThat(failures).as(program).isZero();
        return new URLClassLoader(new URL[] {release.toUri().toURL()}, Releases.class.getClassLoader());
    }

    private static String location(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
