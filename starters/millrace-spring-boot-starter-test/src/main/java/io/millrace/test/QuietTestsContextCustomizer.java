package io.millrace.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.util.ClassUtils;
import org.springframework.util.FileSystemUtils;

/**
 * Keeps an application quiet in a test: no console, no autostart and a temporary data folder, which is deleted at the
 * end of the JVM. The application's own configuration does not change that; what the test asks for in its properties,
 * system properties and environment variables does.
 */
final class QuietTestsContextCustomizer implements ContextCustomizer {

    private static final Logger log = LoggerFactory.getLogger(QuietTestsContextCustomizer.class);
    private static final String NAME = "millraceQuietTests";

    /** Where there is no console, there is no such property either. */
    private static final String CONSOLE = "io.millrace.console.ConsoleAutoConfiguration";

    private static final String TEST_PROPERTIES = "Inlined Test Properties";
    private static final String ENVIRONMENT = "systemEnvironment";

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
        Path folder = temporaryFolder();
        Map<String, Object> quiet = new HashMap<>();
        quiet.put("millrace.autostart", "false");
        quiet.put("millrace.data-dir", folder.toString());
        if (ClassUtils.isPresent(CONSOLE, getClass().getClassLoader())) {
            quiet.put("millrace.console.enabled", "false");
        }
        MutablePropertySources sources = context.getEnvironment().getPropertySources();
        MapPropertySource source = new MapPropertySource(NAME, quiet);
        if (sources.contains(ENVIRONMENT)) {
            sources.addAfter(ENVIRONMENT, source);
        } else if (sources.contains(TEST_PROPERTIES)) {
            sources.addAfter(TEST_PROPERTIES, source);
        } else {
            sources.addLast(source);
        }
        // At the end of the JVM, when every context is closed: also where one has not come up.
        SpringApplication.getShutdownHandlers().add(() -> delete(folder));
    }

    /** All are alike, so that tests go on sharing contexts. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof QuietTestsContextCustomizer;
    }

    @Override
    public int hashCode() {
        return QuietTestsContextCustomizer.class.hashCode();
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("millrace-test-");
        } catch (IOException e) {
            throw new UncheckedIOException("Temporary data folder cannot be made: prefix=millrace-test-", e);
        }
    }

    private static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            log.warn("Temporary data folder cannot be deleted: folder={}", folder, e);
        }
    }
}
