package io.millrace.benchmark.compare;

import io.millrace.benchmark.cli.EventCount;
import io.millrace.benchmark.cli.ParallelismOption;
import io.millrace.benchmark.cli.RunCount;
import io.millrace.benchmark.cli.WarmupCount;
import io.millrace.benchmark.measure.Rounds;
import io.millrace.benchmark.workload.WorkloadKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of the comparison. */
final class CompareOptions {

    private static final String HEAP = "[1-9][0-9]{0,5}[mg]";
    private static final List<String> COLLECTORS = List.of("Parallel", "G1", "Serial", "Z", "Shenandoah");

    @Parameters(
            paramLabel = "WORKLOAD",
            arity = "0..*",
            description = {
                "pass, pass-fused, word-count, firms. Default: these four.",
                "nexmark (all of its queries), or nexmark-q0 and so on: q0 to q5, q7, q8, q11"
            })
    private List<String> workloads = new ArrayList<>();

    @Option(
            names = "--engines",
            paramLabel = "NAME",
            split = ",",
            description = "Who takes part. Default: ${DEFAULT-VALUE}")
    private List<String> engines = EngineCatalog.NAMES;

    @Mixin
    private final ParallelismOption parallelism = new ParallelismOption(2);

    @Option(
            names = "--events",
            paramLabel = "N",
            converter = EventCount.class,
            description = "Events of each run. Default: 6 to 100 million, by workload")
    private @Nullable Long events;

    @Option(
            names = "--runs",
            paramLabel = "N",
            converter = RunCount.class,
            description = "Measured runs of each engine. Default: ${DEFAULT-VALUE}")
    private long runs = 5;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            converter = WarmupCount.class,
            description = "Runs of each engine before the measured ones. Default: ${DEFAULT-VALUE}")
    private long warmups = 2;

    @Option(
            names = "--jdk",
            paramLabel = "PATH",
            split = ",",
            description = "JDKs to run all engines on, one after the other. Default: that of this command")
    private List<Path> jdks = List.of(Path.of(System.getProperty("java.home")));

    @Option(names = "--heap", paramLabel = "SIZE", description = "Heap of each engine. Default: ${DEFAULT-VALUE}")
    private String heap = "2g";

    @Option(
            names = "--collector",
            paramLabel = "NAME",
            description = "Collector of all engines: Parallel, G1, Serial, Z, Shenandoah. Default: ${DEFAULT-VALUE}")
    private String collector = COLLECTORS.get(0);

    @Option(names = "--markdown", paramLabel = "FILE", description = "Where to write the tables as a page.")
    private @Nullable Path markdown;

    /** Where to write the page, if anywhere. */
    @Nullable
    Path markdown() {
        return markdown;
    }

    /**
     * What is asked for.
     *
     * @throws IllegalArgumentException if it makes no sense
     * @throws IOException if an engine has not been built
     */
    CompareSettings settings() throws IOException {
        if (markdown != null) {
            requireWritable(markdown);
        }
        List<WorkloadKind> kinds = workloads();
        if (jdks.isEmpty()) {
            throw new IllegalArgumentException("no JDK: value=[]; name at least one, or leave --jdk out");
        }
        requireAnEngineFor(kinds);
        List<JvmSettings> jvms = jdks.stream().map(this::jvm).toList();
        Rounds rounds = new Rounds((int) warmups, (int) runs);
        return new CompareSettings(kinds, specs(), jvms, parallelism.parallelism(), events, rounds);
    }

    /** Now, and not when all has been measured. */
    private static void requireWritable(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("not a file: value=" + file + "; name the file to write");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isWritable(folder)) {
            throw new IllegalArgumentException(
                    "no folder to write to: value=" + file + ", folder=" + folder + "; make it first");
        }
    }

    private List<EngineSpec> specs() throws IOException {
        if (engines.isEmpty()) {
            throw new IllegalArgumentException(
                    "no engine: value=[]; use some of " + String.join(", ", EngineCatalog.NAMES));
        }
        // A wrong name is told before a missing build.
        engines.forEach(EngineCatalog::requireKnown);
        List<EngineSpec> specs = new ArrayList<>();
        for (String name : engines.stream().distinct().toList()) {
            specs.add(EngineCatalog.find(name));
        }
        return specs;
    }

    /** The workloads by name; without a name those that are not of Nexmark, which takes long. */
    private List<WorkloadKind> workloads() {
        if (workloads.isEmpty()) {
            return kinds(kind -> !kind.isNexmark());
        }
        return workloads.stream().flatMap(CompareOptions::workload).distinct().toList();
    }

    private static Stream<WorkloadKind> workload(String title) {
        if (title.equals(WorkloadKind.NEXMARK)) {
            return kinds(WorkloadKind::isNexmark).stream();
        }
        return Stream.of(WorkloadKind.ofTitle(title).orElseThrow(() -> unknown(title)));
    }

    private static IllegalArgumentException unknown(String title) {
        List<String> names =
                kinds(kind -> true).stream().map(WorkloadKind::title).toList();
        return new IllegalArgumentException("unknown workload: value=" + title + "; use some of "
                + String.join(", ", names) + ", " + WorkloadKind.NEXMARK);
    }

    private static List<WorkloadKind> kinds(Predicate<WorkloadKind> which) {
        return Arrays.stream(WorkloadKind.values()).filter(which).toList();
    }

    private void requireAnEngineFor(List<WorkloadKind> kinds) {
        if (kinds.stream().anyMatch(WorkloadKind::isNexmark)
                && Set.of(EngineCatalog.IDEAL).containsAll(engines)) {
            throw new IllegalArgumentException(
                    "no engine for Nexmark: value=" + engines + "; name another, for there is no ideal for it");
        }
    }

    private JvmSettings jvm(Path home) {
        if (!Files.isExecutable(home.resolve(Path.of("bin", "java")))) {
            throw new IllegalArgumentException("no JDK: value=" + home + "; name a folder that holds bin/java, such as "
                    + System.getProperty("java.home"));
        }
        if (!heap.matches(HEAP)) {
            throw new IllegalArgumentException("not a size of a heap: value=" + heap + "; use one such as 2g or 512m");
        }
        if (!COLLECTORS.contains(collector)) {
            throw new IllegalArgumentException(
                    "unknown collector: value=" + collector + "; use one of " + String.join(", ", COLLECTORS));
        }
        return new JvmSettings(home.toAbsolutePath(), heap, collector);
    }
}
