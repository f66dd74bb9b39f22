package io.millrace.console;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Class loader of the console: sees the JDK, its own libraries, and of the application only what both have to agree on.
 * So the application sees nothing of the console's libraries, and the console runs with the versions it was tested with.
 */
final class ConsoleClassLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    /** The API, and the logging API, so that the console logs where the application does. */
    private static final List<String> SHARED = List.of("io.millrace.", "org.slf4j.", "org.jspecify.");

    /** What of our own is the console's. */
    private static final List<String> OWN = List.of("io.millrace.master.", "io.millrace.ui.");

    ConsoleClassLoader(URL[] libraries, ClassLoader application) {
        super("millrace-console", libraries, new SharedClasses(application));
    }

    /** The part of the application that the console sees. */
    private static final class SharedClasses extends ClassLoader {

        static {
            registerAsParallelCapable();
        }

        private final ClassLoader application;

        SharedClasses(ClassLoader application) {
            super(ClassLoader.getPlatformClassLoader());
            this.application = application;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (isShared(name)) {
                return application.loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }

        @Override
        protected @Nullable URL findResource(String name) {
            return null;
        }

        @Override
        protected Enumeration<URL> findResources(String name) throws IOException {
            return Collections.emptyEnumeration();
        }

        private static boolean isShared(String name) {
            return SHARED.stream().anyMatch(name::startsWith) && OWN.stream().noneMatch(name::startsWith);
        }
    }
}
