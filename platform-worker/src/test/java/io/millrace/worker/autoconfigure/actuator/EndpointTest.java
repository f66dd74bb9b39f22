package io.millrace.worker.autoconfigure.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.ApplicationControl;
import io.millrace.status.TopologyHealth;
import io.millrace.status.TopologyState;
import io.millrace.topology.Guarantee;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.jackson.EndpointJsonMapper;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EndpointTest {

    private final FakeApplication application = new FakeApplication();
    private final MillraceEndpoint endpoint = new MillraceEndpoint(application);

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withBean("shopControl", ApplicationControl.class, () -> application)
            .withConfiguration(AutoConfigurations.of(
                    EndpointAutoConfiguration.class,
                    JacksonEndpointAutoConfiguration.class,
                    MillraceEndpointAutoConfiguration.class,
                    MillraceInfoAutoConfiguration.class));

    private final ApplicationContextRunner exposed =
            context.withPropertyValues("management.endpoints.web.exposure.include=millrace");

    @Test
    void shouldShowAllTopologiesInTheOrderOfTheirNames() {
        application.running("returns", 1, 5).with("orders");
        ApplicationDescriptor shown = endpoint.application();
        assertThat(shown.application()).isEqualTo("shop");
        assertThat(shown.topologies()).extracting(TopologyDescriptor::name).containsExactly("orders", "returns");
    }

    @Test
    void shouldShowStepsEdgesAndCounters() {
        application.running("orders", 1000, 20);
        TopologyDescriptor shown = endpoint.topology("orders");
        assertThat(shown.state()).isEqualTo(TopologyState.RUNNING);
        assertThat(shown.health()).isEqualTo(TopologyHealth.RUNNING);
        assertThat(shown.startedAt()).isEqualTo(Instant.ofEpochMilli(1000));
        assertThat(shown.clock()).isEqualTo(Instant.ofEpochMilli(FakeApplication.WATERMARK));
        OperatorDescriptor write = shown.operators().get(1);
        assertThat(write.name()).isEqualTo("write");
        assertThat(write.kind()).isEqualTo("sink");
        assertThat(write.inputs())
                .singleElement()
                .satisfies(input -> assertThat(input.from()).isEqualTo("read"));
        assertThat(write.recordsIn()).isEqualTo(20);
        assertThat(write.watermark()).isEqualTo(Instant.ofEpochMilli(FakeApplication.WATERMARK));
    }

    @Test
    void shouldShowATopologyThatWasNeverStarted() {
        TopologyDescriptor shown = endpoint(application.with("orders"));
        assertThat(shown.startedAt()).isNull();
        assertThat(shown.clock()).isNull();
        assertThat(shown.operators()).extracting(OperatorDescriptor::recordsIn).containsOnly(0L);
    }

    @Test
    void shouldShowNoWatermarkOfWhatHasEnded() {
        TopologyDescriptor shown = endpoint(application.ended("orders", TopologyState.FINISHED, 1, 5));
        assertThat(shown.clock()).isNull();
        assertThat(shown.operators()).extracting(OperatorDescriptor::watermark).containsOnlyNulls();
    }

    @Test
    void shouldShowTheFailureButNoRecord() {
        exposed.run(started -> {
            application.failed("orders");
            JsonMapper json = started.getBean(EndpointJsonMapper.class).get();
            String text = json.writeValueAsString(
                    started.getBean(MillraceEndpoint.class).application());
            assertThat(text).doesNotContain("secret-record");
            JsonNode failure = json.readTree(text).at("/topologies/0/failure");
            assertThat(failure.get("operator").asString()).isEqualTo("write");
            assertThat(failure.get("task").asInt()).isEqualTo(3);
            assertThat(failure.get("error").asString()).isEqualTo("java.lang.IllegalStateException: disk is full");
        });
    }

    @Test
    void shouldShowCheckpointsAndGuarantees() {
        TopologyDescriptor shown = endpoint(application.checkpointed("orders", TopologyState.RUNNING, 0));
        assertThat(shown.checkpoints().completed()).isEqualTo(7);
        assertThat(shown.checkpoints().running()).isNull();
        assertThat(shown.checkpoints().recent())
                .singleElement()
                .satisfies(last -> assertThat(last.bytes()).isEqualTo(4096));
        assertThat(shown.guarantees().asked().guarantee()).isEqualTo(Guarantee.EXACTLY_ONCE);
    }

    @Test
    void shouldTakeASavepointOrSayWhyThereIsNone() throws InterruptedException {
        application.running("orders", 1, 5);
        assertThat(endpoint.savepoint("orders")).isEqualTo(new MillraceEndpoint.SavepointDescriptor(7L, null));
        assertThat(application.savepoints).containsExactly("orders");
        application.savepoint = CompletableFuture.failedFuture(new IllegalStateException("start it first"));
        assertThat(endpoint.savepoint("orders"))
                .isEqualTo(new MillraceEndpoint.SavepointDescriptor(null, "start it first"));
    }

    @Test
    void shouldKnowNoOtherTopology() {
        assertThat(endpoint.topology("orders")).isNull();
    }

    @Test
    void shouldBeThereOnlyWhereItIsExposed() {
        context.run(started -> assertThat(started).doesNotHaveBean(MillraceEndpoint.class));
        exposed.run(started -> assertThat(started).hasSingleBean(MillraceEndpoint.class));
    }

    @Test
    void shouldAddApplicationAndStatesToTheInfo() {
        application.running("orders", 1, 5).failed("returns");
        Info.Builder info = new Info.Builder();
        new MillraceInfoContributor(application).contribute(info);
        assertThat(info.build().getDetails())
                .isEqualTo(Map.of(
                        "millrace",
                        Map.of(
                                "application",
                                "shop",
                                "topologies",
                                Map.of("orders", TopologyState.RUNNING, "returns", TopologyState.FAILED))));
        context.run(started -> assertThat(started).hasSingleBean(MillraceInfoContributor.class));
        context.withPropertyValues("management.info.millrace.enabled=false")
                .run(started -> assertThat(started).doesNotHaveBean(MillraceInfoContributor.class));
    }

    private static TopologyDescriptor endpoint(FakeApplication application) {
        return new MillraceEndpoint(application).topology("orders");
    }
}
