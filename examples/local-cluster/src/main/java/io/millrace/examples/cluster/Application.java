package io.millrace.examples.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;

/**
 * What every member runs.
 *
 * @param classPath as after {@code -cp}
 * @param mainClass name of the class
 */
public record Application(String classPath, String mainClass) {

    /**
     * The application of a jar that runs with {@code java -jar}, a Boot jar for example.
     *
     * @throws IOException if it is none
     */
    public static Application ofJar(Path jar) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new IOException("Jar of the application is missing: jar=" + jar + "; build it, or name another");
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String main = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
            if (main == null) {
                throw new IOException("Jar of the application names no main class: jar=" + jar
                        + "; give one that runs with java -jar");
            }
            return new Application(jar.toAbsolutePath().toString(), main);
        } catch (ZipException e) {
            throw new IOException("Jar of the application cannot be read: jar=" + jar + "; build it again", e);
        }
    }

    /** A main class on the class path of this process. */
    public static Application of(Class<?> main) {
        return new Application(System.getProperty("java.class.path"), main.getName());
    }
}
