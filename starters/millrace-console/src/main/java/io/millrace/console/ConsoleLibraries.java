package io.millrace.console;

import io.millrace.cluster.ClusterServices;
import io.millrace.control.ConsoleFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The jars of the console, unpacked once for each process and loaded once for each class loader of the application, so
 * that any number of starts and stops costs one set of classes.
 *
 * <p><b>Thread.</b> Any.
 */
final class ConsoleLibraries {

    private static final String JARS = "classpath:io/millrace/console/lib/*.jar";
    private static final Map<ClassLoader, ConsoleLibraries> LOADED = new HashMap<>();

    private final ConsoleClassLoader classLoader;

    private ConsoleLibraries(ConsoleClassLoader classLoader) {
        this.classLoader = classLoader;
    }

    /**
     * The libraries beside this class.
     *
     * @throws IOException if they cannot be unpacked
     */
    static ConsoleLibraries load() throws IOException {
        ClassLoader application = ConsoleLibraries.class.getClassLoader();
        synchronized (LOADED) {
            ConsoleLibraries loaded = LOADED.get(application);
            if (loaded == null) {
                loaded = unpack(application);
                LOADED.put(application, loaded);
            }
            return loaded;
        }
    }

    ClassLoader classLoader() {
        return classLoader;
    }

    /** The console that they hold. */
    ConsoleFactory factory() {
        return ServiceLoader.load(ConsoleFactory.class, classLoader)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Console has no factory: jars="
                        + List.of(classLoader.getURLs()) + "; build millrace-console anew"));
    }

    /** What they hold for a cluster. */
    ClusterServices clusterServices() {
        ClusterServices services = ServiceLoader.load(ClusterServices.class, classLoader)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Cluster has no services: jars="
                        + List.of(classLoader.getURLs()) + "; build millrace-console anew"));
        return new IsolatedClusterServices(services, classLoader);
    }

    private static ConsoleLibraries unpack(ClassLoader application) throws IOException {
        Resource[] jars = new PathMatchingResourcePatternResolver(application).getResources(JARS);
        if (jars.length == 0) {
            throw new IOException("Console has no libraries: looked for=" + JARS
                    + "; the jar of millrace-console was not packaged by its own build");
        }
        Path folder = UnpackedJars.newFolder();
        List<URL> urls = new ArrayList<>();
        for (Resource jar : jars) {
            Path file = folder.resolve(String.valueOf(jar.getFilename()));
            try (InputStream content = jar.getInputStream()) {
                Files.copy(content, file);
            }
            urls.add(file.toUri().toURL());
        }
        ConsoleClassLoader loader = new ConsoleClassLoader(urls.toArray(URL[]::new), application);
        UnpackedJars.deleteAtExit(folder, loader);
        return new ConsoleLibraries(loader);
    }
}
