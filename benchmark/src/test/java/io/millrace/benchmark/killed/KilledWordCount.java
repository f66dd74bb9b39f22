package io.millrace.benchmark.killed;

import io.millrace.aggregate.Aggregates;
import io.millrace.file.FileSink;
import io.millrace.source.Sources;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStatus;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Topology;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import io.millrace.worker.TaskExecutor;
import io.millrace.worker.TopologyRun;
import io.millrace.worker.WorkerSettings;
import io.millrace.worker.checkpoint.CheckpointStore;
import io.millrace.worker.checkpoint.FileCheckpointStore;
import io.millrace.worker.checkpoint.NioDisk;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.task.Taps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Counts words from files into files, with checkpoints: in windows, and in running totals. May be killed and run again. */
final class KilledWordCount {

    static final String TOPOLOGY = "killed-word-count";
    static final String FINISHED = "finished";
    static final Duration WINDOW = Duration.ofSeconds(1);

    private static final int LINES = 10;

    private KilledWordCount() {}

    /** Exits with 0 when all is counted. Arguments: folder of the text, folder of everything else, pause in the text. */
    public static void main(String[] args) throws Exception {
        Fault fault = Fault.ofThisProcess();
        Commits commits = new Commits();
        Path folder = Path.of(args[1]);
        Topology topology = topology(Path.of(args[0]), folder, Long.parseLong(args[2]), fault, commits);
        WorkerSettings worker = WorkerSettings.defaults().withThreads(2).withParallelism(2);
        SupervisorSettings settings = SupervisorSettings.every(Duration.ofMillis(150));
        Path checkpoints = Files.createDirectories(checkpoints(folder));
        try (CheckpointStore store =
                        new HaltingStore(FileCheckpointStore.open(NioDisk.at(checkpoints), TOPOLOGY), fault, commits);
                TaskExecutor executor = new TaskExecutor(worker)) {
            TopologyRun run = executor.run(topology, change -> {}, new Taps(), store, settings);
            TopologyStatus status = awaitEnd(run);
            if (status.state() != TopologyState.FINISHED) {
                System.out.println("ended: " + status);
                Runtime.getRuntime().halt(1);
            }
            System.out.println(FINISHED);
        }
    }

    static Path checkpoints(Path folder) {
        return folder.resolve("checkpoints");
    }

    static Path windows(Path folder) {
        return folder.resolve("windows");
    }

    static Path totals(Path folder) {
        return folder.resolve("totals");
    }

    /** The line of a result. */
    static String window(long startMillis, String word, long count) {
        return startMillis + "\t" + word + "\t" + count;
    }

    private static TopologyStatus awaitEnd(TopologyRun run) throws InterruptedException {
        TopologyStatus status = run.await(Duration.ofMillis(500));
        while (!status.state().isTerminal()) {
            System.out.println(
                    status.state() + ", lines: " + status.operator("lines").recordsOut() + ", checkpoints: "
                            + status.checkpoints().completed() + ", failed: "
                            + status.checkpoints().failed() + ", restored: "
                            + status.checkpoints().restoredFrom() + ", restarts: "
                            + status.checkpoints().restarts());
            status = run.await(Duration.ofMillis(500));
        }
        return status;
    }

    private static Topology topology(Path text, Path folder, long pauseMillis, Fault fault, Commits commits) {
        TopologyBuilder builder = TopologyBuilder.named(TOPOLOGY);
        DataStream<String> words = builder.source(
                        "lines",
                        new PacedText(Sources.text(text), LINES, pauseMillis),
                        WatermarkStrategy.<String>inOrder().withTimestamps(TimedWords::timestampMillis))
                .flatMap("words", new TimedWords());
        words.keyBy(String.class, word -> word)
                .window(WindowSpec.tumbling(WINDOW))
                .aggregate("counts", Aggregates.count())
                .sinkTo("windows", new HaltingSink<>(windowFiles(windows(folder)), fault, commits));
        words.keyBy(String.class, word -> word)
                .process("running", new RunningTotals(), RunningTotals.TOTAL)
                .sinkTo(
                        "totals",
                        new HaltingSink<>(FileSink.<String>text(totals(folder), line -> line), fault, commits));
        return builder.build();
    }

    private static FileSink<WindowResult<String, Long>> windowFiles(Path folder) {
        return FileSink.text(folder, result -> window(result.window().startMillis(), result.key(), result.value()));
    }
}
