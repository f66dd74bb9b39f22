package io.millrace.examples.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Properties;

/**
 * What a process needs beside its data. A class path cannot lead into a jar within a jar, so what it needs of our modules is
 * copied.
 *
 * @param folder of the process
 */
public record ProgramFiles(Path folder) {

    /** Where copied classes lie. */
    Path classes() {
        return folder.resolve("classes");
    }

    /** Writes properties into a file of this name. */
    public Path write(String name, Properties properties) throws IOException {
        Files.createDirectories(folder);
        Path path = folder.resolve(name);
        try (OutputStream file = Files.newOutputStream(path)) {
            properties.store(file, null);
        }
        return path;
    }

    /** Copies a resource that lies beside a class into a file of the same name. */
    public Path copy(Class<?> owner, String resource) throws IOException {
        return copy(owner, resource, folder.resolve(resource));
    }

    /** Copies a class, alone, to where the process can load it: it must not need any other that is not there. */
    public void copy(Class<?> owner) throws IOException {
        String file = owner.getName().replace('.', '/') + ".class";
        copy(owner, "/" + file, classes().resolve(file));
    }

    private static Path copy(Class<?> owner, String resource, Path target) throws IOException {
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        try (InputStream stream = Objects.requireNonNull(owner.getResourceAsStream(resource), resource)) {
            Files.copy(stream, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }
}
