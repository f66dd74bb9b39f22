package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody's application with the starter and without it: the same, but for Millrace's own beans and the console's port. */
class StarterChangesNothingElseIT {

    /**
     * Reactor comes with the starter, for the gateway speaks in its types, and Boot's health has a registry of its own where
     * there is Reactor. Everything else that Millrace needs is out of the application's sight.
     */
    private static final List<String> WITH_REACTOR = List.of(
            "org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration$"
                    + "ReactiveHealthContributorRegistryConfiguration org.springframework.boot.health.autoconfigure."
                    + "registry.HealthContributorRegistryAutoConfiguration$"
                    + "ReactiveHealthContributorRegistryConfiguration",
            "reactiveHealthContributorRegistry"
                    + " org.springframework.boot.health.registry.DefaultReactiveHealthContributorRegistry");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void findClassPaths() {
        ClassPaths.resolve();
    }

    @ParameterizedTest
    @MethodSource("applications")
    void shouldAddItsOwnBeansAndTheConsoleOnly(List<String> parts) throws Exception {
        boolean isWeb = parts.contains("webmvc") || parts.contains("webflux");
        List<String> arguments = new ArrayList<>(isWeb ? List.of("--probe.rest-client") : List.of());
        CompletableFuture<ProbeRun> starting =
                CompletableFuture.supplyAsync(() -> ProbeRun.of(ClassPaths.of(parts, false), folder, arguments));
        List<String> more = new ArrayList<>(arguments);
        more.addAll(List.of("--millrace.console.port=0", "--probe.console"));
        ProbeRun with = ProbeRun.of(ClassPaths.of(parts, true), folder, more);
        ProbeRun without = starting.join();

        assertThat(with.one("web-type")).isEqualTo(without.one("web-type"));
        assertThat(with.all("bean").stream().filter(bean -> !isMillraces(bean)).toList())
                .isEqualTo(expectedBeans(without, parts));
        assertThat(with.all("bean")).anyMatch(StarterChangesNothingElseIT::isMillraces);
        assertThat(with.all("rest-client")).isEqualTo(without.all("rest-client"));
        assertThat(with.answers()).isEqualTo(without.answers());
        assertThat(Integer.parseInt(with.one("listeners"))).isEqualTo(Integer.parseInt(without.one("listeners")) + 1);
    }

    private static List<String> expectedBeans(ProbeRun without, List<String> parts) {
        Set<String> expected = new TreeSet<>(without.all("bean"));
        if (parts.contains("actuator")) {
            expected.addAll(WITH_REACTOR);
        }
        return List.copyOf(expected);
    }

    static Stream<List<String>> applications() {
        List<List<String>> all = new ArrayList<>();
        for (String web : List.of("plain", "webmvc", "webflux")) {
            for (List<String> more : List.of(
                    List.<String>of(), List.of("security"), List.of("actuator"), List.of("security", "actuator"))) {
                List<String> parts = new ArrayList<>(List.of(web));
                parts.addAll(more);
                all.add(parts);
            }
        }
        return all.stream();
    }

    private static boolean isMillraces(String bean) {
        String type = bean.substring(bean.indexOf(' ') + 1);
        return type.startsWith("io.millrace.") && !type.startsWith("io.millrace.acceptance.");
    }
}
