package io.millrace.console;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Class loader of an application that has a log, but neither ZooKeeper nor Curator as this module has them for its tests. */
final class OwnLoader extends ClassLoader {

    OwnLoader() {
        super(OwnLoader.class.getClassLoader());
    }

    /** A log that notes levels in a map. */
    LoggingSystem logging(Map<String, LogLevel> levels) throws Exception {
        var constructor = loadClass(FakeLoggingSystem.class.getName()).getDeclaredConstructor(Map.class);
        constructor.setAccessible(true);
        return (LoggingSystem) constructor.newInstance(levels);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("org.apache.zookeeper.") || name.startsWith("org.apache.curator.")) {
            throw new ClassNotFoundException(name);
        }
        if (!name.equals(FakeLoggingSystem.class.getName())) {
            return super.loadClass(name, resolve);
        }
        try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
            byte[] content = Objects.requireNonNull(file).readAllBytes();
            return defineClass(name, content, 0, content.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
