package io.millrace.worker.autoconfigure.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.ApplicationControl;
import io.millrace.status.TopologyState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeReactiveHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthContributor;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class HealthTest {

    private final FakeApplication application = new FakeApplication();

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withBean("shopControl", ApplicationControl.class, () -> application)
            .withPropertyValues(
                    "management.endpoints.web.exposure.include=*", "management.endpoint.health.probes.enabled=true")
            .withConfiguration(AutoConfigurations.of(
                    ApplicationAvailabilityAutoConfiguration.class,
                    EndpointAutoConfiguration.class,
                    HealthContributorAutoConfiguration.class,
                    HealthContributorRegistryAutoConfiguration.class,
                    HealthEndpointAutoConfiguration.class,
                    AvailabilityHealthContributorAutoConfiguration.class,
                    AvailabilityProbesAutoConfiguration.class,
                    MillraceHealthAutoConfiguration.class));

    @Test
    void shouldBeUpWhileItRuns() {
        Health health = health(application.running("orders", 1, 5));
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails()).isEqualTo(Map.of("state", "RUNNING"));
    }

    @Test
    void shouldBeUpAndSayWhatHangsWhenDegraded() {
        Health health = health(application.stuck("orders"));
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry("state", "DEGRADED")
                .containsEntry(
                        "stuck",
                        List.of("operator=write, task=2, since=PT11S, where=com.acme.Dao.insert(Dao.java:12)"));
    }

    @Test
    void shouldSayWhyCheckpointsFail() {
        Health health = health(application.checkpointed("orders", TopologyState.RUNNING, 3));
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .isEqualTo(Map.of(
                        "state",
                        "DEGRADED",
                        "failedCheckpoints",
                        3,
                        "checkpointFailure",
                        "disk is full",
                        "restarts",
                        1L));
    }

    @Test
    void shouldBeOutOfServiceWhileItIsBroughtBack() {
        Health health = health(application.checkpointed("orders", TopologyState.RECOVERING, 0));
        assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health.getDetails()).isEqualTo(Map.of("state", "RECOVERING", "restarts", 1L));
    }

    @Test
    void shouldBeDownAndNameTheStepButNoRecordWhenFailed() {
        Health health = health(application.failed("orders"));
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails())
                .isEqualTo(Map.of(
                        "state",
                        "FAILED",
                        "operator",
                        "write",
                        "task",
                        3,
                        "error",
                        "java.lang.IllegalStateException: disk is full"));
    }

    @Test
    void shouldBeUpWhenItEndedAsItShould() {
        assertThat(health(application.ended("orders", TopologyState.FINISHED, 1, 5)))
                .isEqualTo(Health.up().withDetail("state", "FINISHED").build());
        assertThat(health(application.ended("orders", TopologyState.STOPPED, 1, 5)))
                .isEqualTo(Health.up().withDetail("state", "STOPPED").build());
        assertThat(health(application.with("orders")).getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void shouldShowEachTopologyUnderItsName() {
        application.running("orders", 1, 5).failed("returns");
        context.run(started -> {
            HealthEndpoint endpoint = started.getBean(HealthEndpoint.class);
            assertThat(endpoint.health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(endpoint.healthForPath("millrace", "orders").getStatus()).isEqualTo(Status.UP);
            HealthDescriptor returns = endpoint.healthForPath("millrace", "returns");
            assertThat(((IndicatedHealthDescriptor) returns).getDetails()).containsEntry("operator", "write");
            assertThat(endpoint.healthForPath("millrace", "refunds")).isNull();
        });
    }

    @Test
    void shouldLeaveTheProbesAloneByDefault() {
        application.failed("orders");
        context.run(started -> {
            AvailabilityChangeEvent.publish(started, LivenessState.CORRECT);
            AvailabilityChangeEvent.publish(started, ReadinessState.ACCEPTING_TRAFFIC);
            HealthEndpoint endpoint = started.getBean(HealthEndpoint.class);
            assertThat(endpoint.healthForPath("liveness").getStatus()).isEqualTo(Status.UP);
            assertThat(endpoint.healthForPath("readiness").getStatus()).isEqualTo(Status.UP);
        });
    }

    @Test
    void shouldNotBeReadyWhenTheGroupIsToldSo() {
        application.failed("orders");
        context.withPropertyValues("management.endpoint.health.group.readiness.include=readinessState,millrace")
                .run(started -> {
                    AvailabilityChangeEvent.publish(started, LivenessState.CORRECT);
                    AvailabilityChangeEvent.publish(started, ReadinessState.ACCEPTING_TRAFFIC);
                    HealthEndpoint endpoint = started.getBean(HealthEndpoint.class);
                    assertThat(endpoint.healthForPath("liveness").getStatus()).isEqualTo(Status.UP);
                    assertThat(endpoint.healthForPath("readiness").getStatus()).isEqualTo(Status.DOWN);
                    application.running("orders", 2, 0);
                    assertThat(endpoint.healthForPath("readiness").getStatus()).isEqualTo(Status.UP);
                });
    }

    @Test
    void shouldServeReactiveApplicationsToo() {
        ReactiveHealthContributor adapted =
                ReactiveHealthContributor.adapt(new TopologiesHealthContributor(application.failed("orders")));
        ReactiveHealthContributor orders = ((CompositeReactiveHealthContributor) adapted).getContributor("orders");
        assertThat(((ReactiveHealthIndicator) orders).health().block().getStatus())
                .isEqualTo(Status.DOWN);
    }

    @Test
    void shouldComeOnlyWhereItIsWanted() {
        context.withPropertyValues("management.health.millrace.enabled=false")
                .run(started -> assertThat(started).doesNotHaveBean(TopologiesHealthContributor.class));
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(MillraceHealthAutoConfiguration.class))
                .run(started -> assertThat(started).hasNotFailed().doesNotHaveBean("millraceHealthContributor"));
    }

    private static Health health(FakeApplication application) {
        return new TopologyHealthIndicator(application, "orders").health();
    }
}
