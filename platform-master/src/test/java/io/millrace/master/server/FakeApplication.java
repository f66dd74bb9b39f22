package io.millrace.master.server;

import io.millrace.aggregate.Aggregates;
import io.millrace.control.ApplicationControl;
import io.millrace.control.ClusterView;
import io.millrace.control.TopologyView;
import io.millrace.control.UnknownTopologyException;
import io.millrace.deadletter.DeadLetter;
import io.millrace.function.OutputTag;
import io.millrace.source.Sources;
import io.millrace.status.CheckpointStatus;
import io.millrace.status.CheckpointSummary;
import io.millrace.status.KeptCheckpoint;
import io.millrace.status.OperatorStatus;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.TopologyDescription;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** An application without an engine, whose counters follow the clock. */
final class FakeApplication implements ApplicationControl {

    private static final OutputTag<String> LONG_WORDS = OutputTag.of("long-words", String.class);
    private static final String NAME = "word-count";

    private final TopologyDescription description = describe();
    private final long startMillis = System.currentTimeMillis();
    private volatile TopologyState state = TopologyState.RUNNING;
    private final List<Long> savepoints = new CopyOnWriteArrayList<>();
    private volatile int starts;

    int starts() {
        return starts;
    }

    @Override
    public String application() {
        return "demo";
    }

    @Override
    public List<TopologyView> topologies() {
        return List.of(topology(NAME));
    }

    @Override
    public TopologyView topology(String name) {
        if (!name.equals(NAME)) {
            throw new UnknownTopologyException(name, List.of(NAME));
        }
        long millis = System.currentTimeMillis() - startMillis;
        List<OperatorStatus> operators = description.steps().stream()
                .map(step -> new OperatorStatus(
                        step.name(),
                        step.name(),
                        2,
                        step.kind().equals("source") ? 0 : millis * 10,
                        step.kind().equals("sink") ? 0 : millis * 10,
                        step.name().equals("words") ? Map.of("long-words", millis) : Map.of(),
                        0,
                        0,
                        0,
                        step.name().equals("counts") ? 7 : 0,
                        startMillis + millis - 1200,
                        0))
                .toList();
        return new TopologyView(
                description,
                new TopologyStatus(NAME, state, null, operators, List.of(), List.of(), checkpointStatus()),
                startMillis);
    }

    @Override
    public List<DeadLetter> deadLetters(String name, int limit) {
        return List.of();
    }

    @Override
    public void start(String name) {
        topology(name);
        starts++;
        state = TopologyState.RUNNING;
    }

    @Override
    public void stop(String name) {
        topology(name);
        state = TopologyState.STOPPED;
    }

    @Override
    public CompletableFuture<Long> savepoint(String name) {
        topology(name);
        if (state != TopologyState.RUNNING) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("Topology takes no savepoint: topology=" + name + "; start it first"));
        }
        long id = 40L + savepoints.size();
        savepoints.add(id);
        return CompletableFuture.completedFuture(id);
    }

    @Override
    public List<KeptCheckpoint> checkpoints(String name) {
        topology(name);
        List<KeptCheckpoint> kept = new ArrayList<>();
        savepoints.forEach(id -> kept.add(0, new KeptCheckpoint(id, "SAVEPOINT", startMillis, 1_234_567, 0, null)));
        kept.add(new KeptCheckpoint(12, "CHECKPOINT", startMillis - 8_000, 1_230_000, 2, null));
        kept.add(new KeptCheckpoint(11, null, null, 0, 0, "File of checkpoints is damaged: file=manifest"));
        return kept;
    }

    @Override
    public void deleteSavepoint(String name, long id) {
        topology(name);
        if (!savepoints.remove(id)) {
            throw new IllegalStateException(
                    "Checkpoint is not there: checkpointId=" + id + "; choose one that is listed");
        }
    }

    @Override
    public Optional<ClusterView> cluster() {
        return Optional.of(new ClusterView(
                1,
                2,
                17,
                List.of(
                        new ClusterView.Member(1, "one:7480", "one", 7480, List.of("MASTER", "WORKER"), 4, "1.0", true),
                        new ClusterView.Member(2, "two:7480", "two", 7480, List.of("MASTER"), 0, "1.0", true),
                        new ClusterView.Member(3, "three:7480", "three", 7480, List.of("WORKER"), 4, "2.0", false))));
    }

    private CheckpointStatus checkpointStatus() {
        long now = System.currentTimeMillis();
        List<CheckpointSummary> recent = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            recent.add(new CheckpointSummary(
                    12 - i,
                    "CHECKPOINT",
                    now - 4_000 - i * 10_000L,
                    Duration.ofMillis(240 + 35L * i),
                    Duration.ofMillis(12),
                    Duration.ofNanos(1_400_000),
                    Duration.ofMillis(180),
                    1_230_000 + 4_000L * i,
                    "counts[1]",
                    2));
        }
        return new CheckpointStatus(
                true,
                Duration.ofSeconds(10),
                12,
                3,
                2,
                "Checkpoint timed out: checkpoint=13, waitingFor=[counts[0]]",
                14,
                now - 2_500,
                List.of("counts[0]", "output[1]"),
                9,
                1,
                recent);
    }

    private static TopologyDescription describe() {
        TopologyBuilder topology = TopologyBuilder.named(NAME);
        DataStream<String> words = topology.source("lines", Sources.steady(100, number -> "line " + number))
                .flatMap("words", (line, out) -> out.emit(line));
        words.typed(String.class)
                .keyBy(word -> word)
                .window(WindowSpec.tumbling(Duration.ofSeconds(1)))
                .aggregate("counts", Aggregates.count())
                .blockingSink("output", count -> {});
        words.sideOutput(LONG_WORDS).map("marked", word -> word + "!").sink("long-output", word -> {});
        return topology.build().description();
    }
}
