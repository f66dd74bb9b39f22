package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One JVM in which the same web application starts and stops a hundred times. Without the actuator: with it every closed
 * context stays in memory, with Millrace and without (seen with Spring Boot 4.1.1 and {@code millrace.enabled=false}).
 */
class ContextRestartsIT {

    @TempDir
    private Path folder;

    @BeforeAll
    static void findClassPaths() {
        ClassPaths.resolve();
    }

    @Test
    void shouldLeaveNothingBehind() {
        String said = Processes.run(
                folder,
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        ClassPaths.of(List.of("webmvc"), true),
                        "io.millrace.acceptance.restart.RestartsProbe",
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=warn",
                        "--millrace.console.port=0"),
                5,
                TimeUnit.MINUTES);

        List<String> usages =
                said.lines().filter(line -> line.startsWith("PROBE starts=")).toList();
        usages.forEach(System.out::println);
        assertThat(usages).hasSize(2);
        String warm = usages.get(0);
        String last = usages.get(1);
        assertThat(last).endsWith("own=[]");
        assertThat(figure(last, "threads")).isLessThanOrEqualTo(figure(warm, "threads"));
        assertThat(figure(last, "heapMiB")).isLessThan(figure(warm, "heapMiB") + 8);
        assertThat(figure(last, "metaspaceMiB")).isLessThan(figure(warm, "metaspaceMiB") + 8);
        assertThat(figure(last, "directMiB")).isLessThan(figure(warm, "directMiB") + 4);
    }

    private static int figure(String usage, String name) {
        Matcher found = Pattern.compile(name + "=(\\d+)").matcher(usage);
        assertThat(found.find()).as(usage).isTrue();
        return Integer.parseInt(found.group(1));
    }
}
