package io.millrace.worker.autoconfigure.actuator;

import io.millrace.control.ApplicationControl;
import io.millrace.control.StartFrom;
import io.millrace.control.TopologyView;
import io.millrace.control.UnknownTopologyException;
import io.millrace.deadletter.DeadLetter;
import io.millrace.source.Sources;
import io.millrace.status.CheckpointStatus;
import io.millrace.status.CheckpointSummary;
import io.millrace.status.KeptCheckpoint;
import io.millrace.status.OperatorStatus;
import io.millrace.status.StuckCall;
import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.TopologyDescription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** An application whose topologies are as a test says. */
final class FakeApplication implements ApplicationControl {

    static final long WATERMARK = 1_700_000_000_000L;

    final Map<String, TopologyView> views = new TreeMap<>();
    final List<String> savepoints = new ArrayList<>();
    CompletableFuture<Long> savepoint = CompletableFuture.completedFuture(7L);
    int looks;

    /** Never started: nothing is known of the operators. */
    FakeApplication with(String topology) {
        put(topology, TopologyState.STOPPED, null, List.of(), List.of(), null);
        return this;
    }

    FakeApplication running(String topology, long startedAtMillis, long recordsIn) {
        put(topology, TopologyState.RUNNING, null, List.of(), operators(recordsIn, WATERMARK), startedAtMillis);
        return this;
    }

    FakeApplication ended(String topology, TopologyState state, long startedAtMillis, long recordsIn) {
        put(topology, state, null, List.of(), operators(recordsIn, Long.MAX_VALUE), startedAtMillis);
        return this;
    }

    FakeApplication stuck(String topology) {
        StuckCall call = new StuckCall("write", 2, Duration.ofSeconds(11), "com.acme.Dao.insert(Dao.java:12)");
        put(topology, TopologyState.RUNNING, null, List.of(call), operators(5, WATERMARK), 1L);
        return this;
    }

    FakeApplication failed(String topology) {
        TopologyFailure failure = new TopologyFailure(
                "write",
                3,
                "secret-record",
                "Operator failed: operator=write, record=secret-record",
                new IllegalStateException("disk is full"));
        put(topology, TopologyState.FAILED, failure, List.of(), operators(5, WATERMARK), 1L);
        return this;
    }

    /** Checkpoints have come to nothing since the last one was decided. */
    FakeApplication checkpointed(String topology, TopologyState state, int failedInARow) {
        CheckpointSummary last = new CheckpointSummary(
                7,
                "CHECKPOINT",
                WATERMARK,
                Duration.ofMillis(250),
                Duration.ofMillis(20),
                Duration.ofMillis(3),
                Duration.ofMillis(100),
                4096,
                "write[1]",
                2);
        CheckpointStatus checkpoints = new CheckpointStatus(
                true,
                Duration.ofSeconds(10),
                7,
                failedInARow,
                failedInARow,
                failedInARow == 0 ? null : "disk is full",
                0,
                0,
                List.of(),
                0,
                1,
                List.of(last));
        TopologyStatus status =
                new TopologyStatus(topology, state, null, operators(5, WATERMARK), List.of(), List.of(), checkpoints);
        views.put(topology, new TopologyView(description(topology), status, 1L));
        return this;
    }

    private void put(
            String topology,
            TopologyState state,
            TopologyFailure failure,
            List<StuckCall> stuck,
            List<OperatorStatus> operators,
            Long startedAtMillis) {
        TopologyStatus status = new TopologyStatus(topology, state, failure, operators, stuck, List.of());
        views.put(topology, new TopologyView(description(topology), status, startedAtMillis));
    }

    private static List<OperatorStatus> operators(long recordsIn, long watermark) {
        return List.of(
                new OperatorStatus("read", "stage", 2, 0, recordsIn, Map.of(), 0, 0, 0, 0, watermark, 0),
                new OperatorStatus(
                        "write",
                        "stage",
                        2,
                        recordsIn,
                        0,
                        Map.of(),
                        recordsIn / 10,
                        recordsIn / 20,
                        recordsIn / 2,
                        recordsIn / 5,
                        watermark,
                        7));
    }

    private static TopologyDescription description(String topology) {
        TopologyBuilder builder = TopologyBuilder.named(topology);
        builder.source("read", Sources.of(1)).sink("write", n -> {});
        return builder.build().description();
    }

    @Override
    public String application() {
        return "shop";
    }

    @Override
    public List<TopologyView> topologies() {
        looks++;
        return List.copyOf(views.values());
    }

    @Override
    public TopologyView topology(String name) {
        TopologyView view = views.get(name);
        if (view == null) {
            throw new UnknownTopologyException(name, List.copyOf(views.keySet()));
        }
        return view;
    }

    @Override
    public List<DeadLetter> deadLetters(String name, int limit) {
        return List.of();
    }

    @Override
    public void start(String name, StartFrom from) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void stop(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void cancel(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void drain(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void restart(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Long> savepoint(String name) {
        savepoints.add(name);
        return savepoint;
    }

    @Override
    public List<KeptCheckpoint> checkpoints(String name) {
        return List.of();
    }

    @Override
    public void deleteSavepoint(String name, long id) {
        throw new UnsupportedOperationException();
    }
}
