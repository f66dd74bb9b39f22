package io.millrace.benchmark.compare;

import io.millrace.benchmark.cli.Console;
import io.millrace.benchmark.measure.Json;
import io.millrace.benchmark.workload.WorkloadKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lets Millrace, other engines and the ideal do the same work in the same run. */
@Command(
        name = "compare",
        description = {
            "Does the same work with Millrace, Hazelcast Jet, Flink and without an engine, in turn.",
            "Rules and settings: docs/benchmarks/compare.md"
        })
public final class CompareCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final CompareOptions options = new CompareOptions();

    @Spec
    private @Nullable CommandSpec spec;

    /** Prints to a console. */
    public CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        CompareSettings settings = settings();
        Path file = options.markdown();
        ComparisonPage page = new ComparisonPage(Machine.here(), Instant.now(), Machine.load());
        for (JvmSettings jvm : settings.jvms()) {
            for (WorkloadKind workload : settings.workloads()) {
                Comparison comparison = compare(workload, settings, jvm);
                print(comparison);
                page.add(comparison, jvm, settings, Machine.load());
                if (file != null) {
                    // Each time: what has been measured outlives what fails later.
                    Files.writeString(file, page.text());
                }
            }
        }
        return 0;
    }

    private void print(Comparison comparison) {
        comparison.engines().forEach(runs -> console.result(Json.line(CompareResult.of(comparison, runs))));
        console.say("");
        console.say(comparison.workload().title() + ", JDK "
                + comparison.engines().get(0).jdk() + ":");
        ComparisonTable.lines(comparison).forEach(console::say);
        console.say("");
    }

    private CompareSettings settings() throws IOException {
        try {
            return options.settings();
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
    }

    private Comparison compare(WorkloadKind workload, CompareSettings settings, JvmSettings jvm) throws IOException {
        if (settings.engines(workload).size() < settings.engines().size()) {
            console.say(workload.title() + " without " + EngineCatalog.IDEAL + ": there is none for Nexmark");
        }
        try (EngineRounds rounds = EngineRounds.start(workload, settings, jvm, console::say)) {
            return rounds.run(settings.rounds());
        }
    }

    private ParameterException wrong(IllegalArgumentException e) {
        if (spec == null) {
            throw e;
        }
        return new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
}
