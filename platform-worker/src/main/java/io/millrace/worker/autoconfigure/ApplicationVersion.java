package io.millrace.worker.autoconfigure;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.system.ApplicationHome;

/**
 * Version of the application: what its build says of it, made unique by a sum over its jar, so that two builds of a snapshot
 * are two versions.
 */
final class ApplicationVersion {

    private static final String BUILD_INFO = "META-INF/build-info.properties";
    private static final String UNKNOWN = "unversioned";
    private static final int DIGITS = 12;

    private ApplicationVersion() {}

    /** The version of the application whose classes a class loader has. */
    static String of(ClassLoader classes) {
        return of(classes, new ApplicationHome().getSource());
    }

    static String of(ClassLoader classes, @Nullable File source) {
        String built = built(classes);
        String sum = source == null || !source.isFile() ? null : sum(source.toPath());
        if (built == null) {
            return sum == null ? UNKNOWN : sum;
        }
        return sum == null ? built : built + "-" + sum;
    }

    private static @Nullable String built(ClassLoader classes) {
        try (InputStream info = classes.getResourceAsStream(BUILD_INFO)) {
            Properties properties = new Properties();
            if (info != null) {
                properties.load(info);
            }
            return properties.getProperty("build.version");
        } catch (IOException e) {
            return null;
        }
    }

    private static String sum(Path jar) {
        try (InputStream content = Files.newInputStream(jar)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int length = content.read(buffer); length >= 0; length = content.read(buffer)) {
                digest.update(buffer, 0, length);
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new ClusterStartException(
                    "Version of the application cannot be told: jar=" + jar + ", cause=" + e
                            + "; set millrace.application.version",
                    e);
        }
    }
}
