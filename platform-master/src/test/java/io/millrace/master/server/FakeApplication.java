package io.millrace.master.server;

import io.millrace.aggregate.Aggregates;
import io.millrace.control.ApplicationControl;
import io.millrace.control.ClusterView;
import io.millrace.control.LeaderUnavailableException;
import io.millrace.control.MemberUnavailableException;
import io.millrace.control.StartFrom;
import io.millrace.control.TopologyView;
import io.millrace.control.UnknownCheckpointException;
import io.millrace.control.UnknownMemberException;
import io.millrace.control.UnknownTopologyException;
import io.millrace.deadletter.DeadLetter;
import io.millrace.deadletter.DeadLetterOutcome;
import io.millrace.deadletter.DeadLetterWish;
import io.millrace.deadletter.KeptDeadLetter;
import io.millrace.deadletter.KeptDeadLetters;
import io.millrace.function.OutputTag;
import io.millrace.metric.Metric;
import io.millrace.metric.MetricHistory;
import io.millrace.metric.MetricQuery;
import io.millrace.metric.MetricSeries;
import io.millrace.source.Sources;
import io.millrace.status.ApplicationEvent;
import io.millrace.status.ApplicationEvent.Kind;
import io.millrace.status.ApplicationEvent.Severity;
import io.millrace.status.CheckpointStatus;
import io.millrace.status.CheckpointSummary;
import io.millrace.status.KeptCheckpoint;
import io.millrace.status.LogLine;
import io.millrace.status.MemberProcess;
import io.millrace.status.OperatorStatus;
import io.millrace.status.TappedRecord;
import io.millrace.status.TappedRecords;
import io.millrace.status.TaskStatus;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.TopologyDescription;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final List<String> letters = new CopyOnWriteArrayList<>(List.of("2-9", "1-4", "1-3"));
    private final List<StartFrom> beginnings = new CopyOnWriteArrayList<>();
    private final List<ApplicationEvent> events = new CopyOnWriteArrayList<>();
    private volatile int starts;
    private volatile boolean isWithoutLeader;

    int starts() {
        return starts;
    }

    /** Nobody leads from now on, as far as this member knows. */
    void loseLeader() {
        isWithoutLeader = true;
    }

    /** What starts were to go on from, in order. */
    List<StartFrom> beginnings() {
        return beginnings;
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
    public List<TaskStatus> tasks(String name) {
        topology(name);
        long nanos = (System.currentTimeMillis() - startMillis) * 1_000_000;
        return List.of(
                new TaskStatus(
                        "words",
                        0,
                        1,
                        List.of("words"),
                        nanos / 100_000,
                        0,
                        5,
                        0,
                        nanos / 2,
                        nanos / 4,
                        nanos / 8,
                        nanos / 8,
                        0.75,
                        startMillis,
                        null),
                new TaskStatus("lines", 0, 0, List.of("lines"), 0, 7, 0, 0, 0, 0, 0, 0, -1, Long.MIN_VALUE, null));
    }

    @Override
    public List<DeadLetter> deadLetters(String name, int limit) {
        topology(name);
        return List.of();
    }

    @Override
    public CompletableFuture<KeptDeadLetters> keptDeadLetters(String name, int limit) {
        topology(name);
        return CompletableFuture.completedFuture(new KeptDeadLetters(
                letters.stream()
                        .limit(limit)
                        .map(id -> new KeptDeadLetter(
                                id,
                                "words",
                                1,
                                77,
                                startMillis,
                                1,
                                3,
                                "java.lang.IllegalArgumentException",
                                startMillis,
                                false))
                        .toList(),
                List.of(3)));
    }

    @Override
    public CompletableFuture<DeadLetterOutcome> treatDeadLetters(String name, DeadLetterWish wish) {
        topology(name);
        List<String> ids = wish.ids() == null ? List.copyOf(letters) : wish.ids();
        Map<String, String> refused = new HashMap<>();
        ids.stream().filter(id -> !letters.contains(id)).forEach(id -> refused.put(id, "It is not kept; look"));
        letters.removeAll(ids);
        return CompletableFuture.completedFuture(
                new DeadLetterOutcome(ids.size() - refused.size(), refused, List.of(3)));
    }

    /** Shows its one record to whoever looks. */
    @Override
    public CompletableFuture<TappedRecords> tap(String name, String step, int records, int seconds) {
        topology(name);
        return isWithoutLeader
                ? CompletableFuture.failedFuture(new IllegalStateException(
                        "Records are not shown: millrace.tap.content=none; set it to shape or whole"))
                : CompletableFuture.completedFuture(new TappedRecords(
                        List.of(
                                new TappedRecord(0, Long.MIN_VALUE, "java.lang.String", step),
                                new TappedRecord(3, 1000, "java.lang.Integer", records + "/" + seconds)),
                        4_711,
                        List.of(4)));
    }

    @Override
    public void start(String name, StartFrom from) {
        topology(name);
        if (from.checkpointId() > 100) {
            throw new UnknownCheckpointException(
                    "Checkpoint does not exist: checkpoint=" + from.checkpointId() + "; there are [12]");
        }
        beginnings.add(from);
        starts++;
        state = TopologyState.RUNNING;
    }

    @Override
    public void stop(String name) {
        topology(name);
        state = TopologyState.STOPPED;
    }

    @Override
    public void cancel(String name) {
        topology(name);
        state = TopologyState.STOPPED;
    }

    @Override
    public void drain(String name) {
        topology(name);
        if (name.equals(NAME) && isWithoutLeader) {
            throw new LeaderUnavailableException("Leader is unknown at the moment: member=one; try again");
        }
        state = TopologyState.STOPPED;
    }

    @Override
    public void restart(String name) {
        start(name, StartFrom.LAST);
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

    /** Something happens. */
    void happen(Severity severity, String topology, String message) {
        events.add(new ApplicationEvent(events.size() + 1L, 1000, Kind.STATE, severity, topology, null, null, message));
    }

    @Override
    public List<ApplicationEvent> events(long after, int limit) {
        List<ApplicationEvent> later =
                events.stream().filter(event -> event.number() > after).toList();
        return later.subList(Math.max(0, later.size() - limit), later.size());
    }

    @Override
    public CompletableFuture<MetricHistory> history(String name, MetricQuery query) {
        topology(name);
        boolean isDistribution = query.metric().kind() == Metric.Kind.DISTRIBUTION;
        MetricSeries.Distribution distribution =
                isDistribution ? new MetricSeries.Distribution(1001, 1.5, 4, 20, 80, 1200) : null;
        MetricSeries series = new MetricSeries(
                "counts",
                query.metric().isOfOperators() ? "counts" : null,
                query.isByTask() ? 1 : null,
                List.of(
                        new MetricSeries.Point(query.fromMillis(), 10, distribution),
                        new MetricSeries.Point(query.toMillis() - 1000, 15.5, distribution)));
        return CompletableFuture.completedFuture(new MetricHistory(query.metric(), 1, List.of(series), List.of(3)));
    }

    @Override
    public CompletableFuture<MemberProcess> process(int member) {
        requireMember(member);
        return member == 3
                ? CompletableFuture.failedFuture(new MemberUnavailableException("Member is away: member=3; try again"))
                : CompletableFuture.completedFuture(new MemberProcess(
                        4711, startMillis, "17.0.15", "0.1.0", 104_857_600, 402_653_184, 1_520, 12, 0.125, 2, 63));
    }

    @Override
    public CompletableFuture<List<LogLine>> logs(int member, int limit, LogLine.Level level) {
        requireMember(member);
        if (member == 3) {
            return CompletableFuture.failedFuture(
                    new MemberUnavailableException("Member is away: member=3; try again"));
        }
        List<LogLine> lines = List.of(
                new LogLine(startMillis, LogLine.Level.INFO, "io.millrace", "main", "Started"),
                new LogLine(startMillis + 1, LogLine.Level.ERROR, "shop.Orders", "task-1", "Failed\n\tat shop.Orders"));
        return CompletableFuture.completedFuture(lines.stream()
                .filter(line -> line.level().compareTo(level) >= 0)
                .limit(limit)
                .toList());
    }

    private static void requireMember(int member) {
        if (member < 1 || member > 3) {
            throw new UnknownMemberException(member, List.of(1, 2, 3));
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
