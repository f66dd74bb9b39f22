package io.millrace.worker.autoconfigure.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Topology;
import io.millrace.worker.autoconfigure.MillraceAutoConfiguration;
import io.millrace.worker.autoconfigure.TemporaryDataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/** What somebody reads whose application does not start. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class StartReportTest {

    @TempDir
    private Path folder;

    @Test
    void shouldReportUnknownKeysOfFilesWithTheirLines(CapturedOutput output) throws IOException {
        Path file = write("application.properties", """
                millrace.app.title=mine
                millrace.autostart=false
                millrace.worker.thread=2
                millrace.topologies.numbers.paralelism=2
                millrace.colour=red
                """);
        assertThatThrownBy(() -> run(Application.class, "--spring.config.location=" + file))
                .isInstanceOf(PropertyFaultsException.class);
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START")
                .contains("\n    Property: millrace.worker.thread\n    Origin: URL [file:" + file
                        + "] - 3:24\n    Reason: is not known; did you mean millrace.worker.threads?\n\n")
                .contains("Reason: is not known; did you mean millrace.topologies.numbers.parallelism?")
                .contains("Property: millrace.colour")
                .contains("Properties of your own belong under millrace.app.")
                .doesNotContain("Property: millrace.app.title", "Property: millrace.autostart");
    }

    @Test
    void shouldReportUnknownKeysOfYaml(CapturedOutput output) throws IOException {
        Path file = write("application.yaml", """
                millrace:
                  topologies:
                    numbers:
                      operators:
                        read: {paralelism: 2}
                """);
        assertThatThrownBy(() -> run(Application.class, "--spring.config.location=" + file))
                .isInstanceOf(PropertyFaultsException.class);
        assertThat(output.getAll())
                .contains("application.yaml] - 5:28")
                .contains("did you mean millrace.topologies.numbers.operators.read.parallelism?");
    }

    @Test
    void shouldReportOverridesOfWhatThereIsNot(CapturedOutput output) throws IOException {
        Path file = write("application.properties", """
                millrace.topologies.number.parallelism=2
                millrace.topologies.numbers.operators.raed.blocking=true
                millrace.topologies.numbers.operators.read.parallelism=0
                """);
        assertThatThrownBy(() -> run(Application.class, "--spring.config.location=" + file))
                .isInstanceOf(PropertyFaultsException.class);
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START")
                .contains("there is no such topology; did you mean 'numbers'?")
                .contains("topology 'numbers' has no such step; did you mean 'read'?")
                .contains("Value: \"0\"", " - 3:56", "use 1 to 1024");
    }

    @Test
    void shouldReportAnnotatedPropertySourcesAndArguments(CapturedOutput output) {
        assertThatThrownBy(() -> run(Annotated.class, "--millrace.argument=1"))
                .isInstanceOf(PropertyFaultsException.class);
        assertThat(output.getAll()).contains("Property: millrace.annotated", "Property: millrace.argument");
    }

    @Test
    void shouldReportAValueOutOfRangeByItsProperty(CapturedOutput output) {
        assertThatThrownBy(() -> run(Application.class, "--millrace.worker.threads=0"));
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START", "Property: millrace.worker.threads", "Value: \"0\"");
    }

    @Test
    void shouldReportTwoTopologiesOfOneName(CapturedOutput output) {
        assertThatThrownBy(() -> run(Twice.class));
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START", "Two topologies have one name: topology=")
                .contains("Give each a name of its own");
    }

    @Test
    void shouldReportEveryFaultOfATopology(CapturedOutput output) {
        assertThatThrownBy(() -> run(Invalid.class));
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START", "Topology 'invalid' is not valid:", "    - read: ")
                .contains("bean 'invalidTopology'");
    }

    @Test
    void shouldReportAnInputThatIsMissing(CapturedOutput output) {
        assertThatThrownBy(() -> run(MissingInput.class));
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START", "no-such-text", "Give the path of a file or a folder.");
    }

    @Test
    void shouldWarnOfSystemPropertiesAndStart(CapturedOutput output) {
        System.setProperty("millrace.worker.thread", "2");
        try (ConfigurableApplicationContext context = run(Application.class)) {
            assertThat(context.isRunning()).isTrue();
        } finally {
            System.clearProperty("millrace.worker.thread");
        }
        assertThat(output.getAll())
                .contains("Properties of Millrace are not as they should be: [millrace.worker.thread")
                .contains("did you mean millrace.worker.threads?");
    }

    @Test
    void shouldNotLookWhenDisabled() {
        try (ConfigurableApplicationContext context =
                run(Application.class, "--millrace.enabled=false", "--millrace.colour=red")) {
            assertThat(List.of(context.getBeanDefinitionNames())).noneMatch(name -> name.startsWith("millrace"));
            assertThat(context.getBeanNamesForType(MillraceProperties.class)).isEmpty();
        }
    }

    @Test
    void shouldRefuseANativeImageInOneSentence() {
        assertThatThrownBy(() -> NativeImageCheck.check(true))
                .hasMessageStartingWith("Millrace does not run in a native image");
        var analysis = new NativeImageFailureAnalyzer().analyze(new NativeImageException());
        assertThat(analysis.getDescription()).contains("native image");
        assertThat(analysis.getAction()).contains("spring.aot.enabled=true");
    }

    private static ConfigurableApplicationContext run(Class<?> configuration, String... args) {
        SpringApplication application = new SpringApplication(configuration);
        application.addInitializers(TemporaryDataFolder::of);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setRegisterShutdownHook(false);
        return application.run(args);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(MillraceAutoConfiguration.class)
    static class Application {

        @Bean
        Topology numbersTopology() {
            TopologyBuilder builder = TopologyBuilder.named("numbers");
            builder.source("read", Sources.of(1, 2), WatermarkStrategy.atEndOnly())
                    .sink("write", n -> {});
            return builder.build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(MillraceAutoConfiguration.class)
    @PropertySource("classpath:io/millrace/worker/autoconfigure/properties/annotated.properties")
    static class Annotated {}

    @Configuration(proxyBeanMethods = false)
    static class Twice extends Application {

        @Bean
        Topology sameTopology() {
            return numbersTopology();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(MillraceAutoConfiguration.class)
    static class Invalid {

        @Bean
        Topology invalidTopology() {
            TopologyBuilder builder = TopologyBuilder.named("invalid");
            builder.source("read", Sources.of(1), WatermarkStrategy.atEndOnly()).sink("read", n -> {});
            return builder.build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(MillraceAutoConfiguration.class)
    static class MissingInput {

        @Bean
        Topology missingTopology() {
            TopologyBuilder builder = TopologyBuilder.named("missing");
            builder.source("lines", Sources.text(Path.of("no-such-text"))).sink("nothing", line -> {});
            return builder.build();
        }
    }
}
