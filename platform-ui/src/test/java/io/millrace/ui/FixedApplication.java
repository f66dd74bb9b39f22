package io.millrace.ui;

import io.millrace.control.ApplicationControl;
import io.millrace.control.ClusterView;
import io.millrace.control.StartFrom;
import io.millrace.control.TopologyView;
import io.millrace.control.UnknownTopologyException;
import io.millrace.deadletter.DeadLetter;
import io.millrace.status.ApplicationEvent;
import io.millrace.status.ApplicationEvent.Kind;
import io.millrace.status.ApplicationEvent.Severity;
import io.millrace.status.KeptCheckpoint;
import io.millrace.status.TaskStatus;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.topology.Checkpointing;
import io.millrace.topology.GuaranteeReport;
import io.millrace.topology.TopologyDescription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An application whose topologies never change. */
record FixedApplication(String application, List<TopologyView> topologies, Optional<ClusterView> cluster)
        implements ApplicationControl {

    static TopologyView topology(String name, TopologyState state) {
        return new TopologyView(
                new TopologyDescription(name, 128, List.of(), new GuaranteeReport(Checkpointing.DEFAULT, List.of())),
                new TopologyStatus(name, state, null, List.of(), List.of(), List.of()),
                null);
    }

    @Override
    public TopologyView topology(String name) {
        return topologies.stream()
                .filter(view -> view.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnknownTopologyException(name, List.of()));
    }

    @Override
    public List<TaskStatus> tasks(String name) {
        return topology(name).status().state() == TopologyState.RUNNING
                ? List.of(new TaskStatus(
                        "parse → store", 1, 2, List.of("parse", "store"), 12_345, 7, 0, 0, 1, 1, 1, 1, 0.75, 0, null))
                : List.of();
    }

    @Override
    public List<ApplicationEvent> events(long after, int limit) {
        return List.of(
                new ApplicationEvent(1, 1_000, Kind.STATE, Severity.INFO, "orders", null, null, "Topology runs"),
                new ApplicationEvent(2, 2_000, Kind.STATE, Severity.INFO, "payments", null, null, "Payments run"),
                new ApplicationEvent(
                        3,
                        3_000,
                        Kind.STATE,
                        Severity.ERROR,
                        "orders",
                        "parse",
                        2,
                        "Topology has failed: <script>alert('x')</script>"),
                new ApplicationEvent(
                        4, 4_000, Kind.MEMBER_JOINED, Severity.INFO, null, null, null, "Member 2 has come"));
    }

    @Override
    public List<DeadLetter> deadLetters(String name, int limit) {
        return List.of();
    }

    @Override
    public void start(String name, StartFrom from) {
        throw new UnsupportedOperationException("Pages do not steer");
    }

    @Override
    public void stop(String name) {
        throw new UnsupportedOperationException("Pages do not steer");
    }

    @Override
    public void cancel(String name) {
        throw new UnsupportedOperationException("Pages do not steer");
    }

    @Override
    public void drain(String name) {
        throw new UnsupportedOperationException("Pages do not steer");
    }

    @Override
    public void restart(String name) {
        throw new UnsupportedOperationException("Pages do not steer");
    }

    @Override
    public CompletableFuture<Long> savepoint(String name) {
        throw new UnsupportedOperationException("Pages do not steer");
    }

    @Override
    public List<KeptCheckpoint> checkpoints(String name) {
        return List.of();
    }

    @Override
    public void deleteSavepoint(String name, long id) {
        throw new UnsupportedOperationException("Pages do not steer");
    }
}
