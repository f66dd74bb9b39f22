package io.millrace.examples.restclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.examples.restclient.api.ApplicationsApi;
import io.millrace.examples.restclient.api.CheckpointsApi;
import io.millrace.examples.restclient.api.ClusterApi;
import io.millrace.examples.restclient.api.EventsApi;
import io.millrace.examples.restclient.api.MetricsApi;
import io.millrace.examples.restclient.api.TopologiesApi;
import io.millrace.examples.restclient.model.Application;
import io.millrace.examples.restclient.model.KeptCheckpoint;
import io.millrace.examples.restclient.model.LogLevel;
import io.millrace.examples.restclient.model.LogLine;
import io.millrace.examples.restclient.model.MetricHistory;
import io.millrace.examples.restclient.model.MetricSeries;
import io.millrace.examples.restclient.model.Operator;
import io.millrace.examples.restclient.model.Savepoint;
import io.millrace.examples.restclient.model.StartRequest;
import io.millrace.examples.restclient.model.TopologyState;
import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The generated client, with an application that runs. */
@Timeout(120)
class GeneratedClientIT {

    private static final String APPLICATION = "shop";
    private static final String TOPOLOGY = "orders";

    @TempDir
    private Path data;

    private ConfigurableApplicationContext context;
    private ApiClient client;

    @BeforeEach
    void start() throws Exception {
        context = new SpringApplicationBuilder(Shop.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.application.name=" + APPLICATION,
                        "--millrace.console.enabled=true",
                        "--millrace.console.port=0",
                        "--millrace.data-dir=" + data);
        Path address = data.resolve("console.url");
        // The console starts beside the application, and says last where it is.
        awaited(() -> address, Files::exists);
        String token = Files.readString(data.resolve("console.token")).strip();
        client = new ApiClient();
        client.updateBaseUri(Files.readString(address).strip().replaceAll("/$", ""));
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
    }

    @AfterEach
    void stop() {
        context.close();
    }

    @Test
    void shouldLookAtWhatRuns() throws Exception {
        Application application = new ApplicationsApi(client).applications(null).get(0);
        assertThat(application.getName()).isEqualTo(APPLICATION);
        assertThat(application.getTopologies().get(0).getName()).isEqualTo(TOPOLOGY);

        TopologiesApi topologies = new TopologiesApi(client);
        io.millrace.examples.restclient.model.Topology topology = topologies.topology(APPLICATION, TOPOLOGY);
        assertThat(topology.getOperators()).extracting(Operator::getName).containsExactly("numbers", "output");

        MetricsApi metrics = new MetricsApi(client);
        MetricHistory history = awaited(
                () -> metrics.metric(APPLICATION, TOPOLOGY, "records-in", "output", null, null, null, null, 1),
                told -> !told.getSeries().isEmpty());
        assertThat(history.getMetric().getUnit()).isEqualTo("records/s");
        MetricSeries series = history.getSeries().get(0);
        assertThat(series.getOperator()).isEqualTo("output");
        assertThat(series.getPoints().get(0).getDistribution()).isNull();

        assertThat(new ClusterApi(client).member("self").getProcess().getPid())
                .isEqualTo(ProcessHandle.current().pid());
        assertThat(new EventsApi(client).events(null, 10, null, null).getEvents())
                .isNotEmpty();
        assertThat(topologies.deadLetters(APPLICATION, TOPOLOGY, 10).getDeadLetters())
                .isEmpty();
    }

    @Test
    void shouldReadTheLogOfAMember() throws Exception {
        Logger log = LoggerFactory.getLogger("shop.Orders");
        log.info("first");
        log.warn("second {}", "x".repeat(5_000));
        log.error("third", new IllegalStateException("because"));

        List<LogLine> lines =
                new ClusterApi(client).logs("self", 2, LogLevel.WARN).getLines();

        assertThat(lines).extracting(LogLine::getLevel).containsExactly(LogLevel.WARN, LogLevel.ERROR);
        assertThat(lines.get(0).getMessage()).startsWith("second x").hasSize(2_000);
        assertThat(lines.get(1).getMessage()).contains("third", "IllegalStateException: because");
        assertThat(lines.get(1).getThread()).isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void shouldStopATopologyAndStartItFromASavepoint() throws Exception {
        TopologiesApi topologies = new TopologiesApi(client);
        await(topologies, TopologyState.RUNNING);
        CheckpointsApi checkpoints = new CheckpointsApi(client);
        Savepoint savepoint = checkpoints.takeSavepoint(APPLICATION, TOPOLOGY);
        assertThat(checkpoints.savepoints(APPLICATION, TOPOLOGY, null).getSavepoints())
                .extracting(KeptCheckpoint::getId)
                .containsExactly(savepoint.getId());

        topologies.stop(APPLICATION, TOPOLOGY);
        await(topologies, TopologyState.STOPPED);
        topologies.start(APPLICATION, TOPOLOGY, new StartRequest().restoreFrom(savepoint.getId()));

        await(topologies, TopologyState.RUNNING);
        assertThat(topologies.topology(APPLICATION, TOPOLOGY).getCheckpoints().getRestoredFrom())
                .isEqualTo(savepoint.getId());
    }

    @Test
    void shouldBeToldWhatIsWrong() {
        assertThatThrownBy(() -> new TopologiesApi(client).topology(APPLICATION, "order"))
                .isInstanceOfSatisfying(ApiException.class, failure -> {
                    assertThat(failure.getCode()).isEqualTo(404);
                    assertThat(failure.getResponseBody()).contains("\"nearest\":[\"orders\"]");
                });
    }

    private static void await(TopologiesApi topologies, TopologyState state) throws Exception {
        awaited(() -> topologies.topology(APPLICATION, TOPOLOGY), topology -> topology.getState() == state);
    }

    private static <T> T awaited(Callable<T> asking, Predicate<T> condition) throws Exception {
        T answer = asking.call();
        while (!condition.test(answer)) {
            LockSupport.parkNanos(50_000_000);
            answer = asking.call();
        }
        return answer;
    }

    /** An application with one topology. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Shop {

        @Bean
        Topology orders() {
            TopologyBuilder topology = TopologyBuilder.named(TOPOLOGY);
            topology.source("numbers", Sources.steady(1000, number -> number)).sink("output", number -> {});
            return topology.build();
        }
    }
}
