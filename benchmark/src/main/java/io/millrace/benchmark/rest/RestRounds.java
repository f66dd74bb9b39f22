package io.millrace.benchmark.rest;

import io.millrace.benchmark.measure.Json;
import io.millrace.benchmark.process.TalkingProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One application, and phases in turn: all processes live from the first to the last, so that what is left of a phase
 * without load is that they do nothing.
 *
 * <p><b>Thread.</b> Has one owner.
 *
 * <p><b>Lifecycle.</b> {@link #close} ends the processes. They end with this one, too.
 */
final class RestRounds implements AutoCloseable {

    private static final List<String> OPTIONS = List.of("-Xms256m", "-Xmx256m");
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final RestOptions options;
    private final int tasks;
    private final Consumer<String> progress;
    private final List<Runnable> ends = new ArrayList<>();
    private final BusyProcess application;
    private final BusyRest rest;
    private final TalkingProcess generator;
    private final TalkingProcess bare;
    private final int barePort;

    /** Starts the processes. */
    RestRounds(RestOptions options, int tasks, Consumer<String> progress) throws Exception {
        this.options = options;
        this.tasks = tasks;
        this.progress = progress;
        try {
            application = BusyProcess.start(tasks);
            ends.add(application::close);
            rest = application.rest();
            generator = TalkingProcess.start("Generator", GeneratorMain.class, OPTIONS);
            ends.add(generator::close);
            bare = TalkingProcess.start("Bare server", BareMain.class, OPTIONS);
            ends.add(bare::close);
            barePort = Integer.parseInt(bare.ask(Json.line(rest.look())));
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /** Runs them all, and yields the results in the order of the phases. */
    List<PhaseResult> run() throws Exception {
        for (Phase phase : List.of(Phase.LOADED, Phase.BARE)) {
            measure(phase, options.warmup(), "warm-up");
        }
        Map<Phase, List<PhaseRun>> runs = new EnumMap<>(Phase.class);
        for (int round = 0; round < options.runs(); round++) {
            List<Phase> order = new ArrayList<>(List.of(Phase.values()));
            if (round % 2 == 1) {
                Collections.reverse(order);
            }
            for (Phase phase : order) {
                runs.computeIfAbsent(phase, first -> new ArrayList<>())
                        .add(measure(phase, options.time(), "run " + (round + 1)));
            }
        }
        return runs.entrySet().stream()
                .map(each -> PhaseResult.of(each.getKey(), tasks, each.getValue()))
                .toList();
    }

    @Override
    public void close() {
        RuntimeException first = null;
        for (int i = ends.size() - 1; i >= 0; i--) {
            try {
                ends.get(i).run();
            } catch (RuntimeException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private PhaseRun measure(Phase phase, Duration time, String label) throws Exception {
        PhaseRun run;
        if (phase == Phase.ALONE) {
            run = watch(time, null);
        } else {
            generator.ask(Json.line(options.load(phase == Phase.BARE ? barePort : rest.port(), rest.token())));
            generator.ask("begin");
            run = watch(time, generator);
        }
        progress.accept(line(phase, label, run));
        return run;
    }

    /** Takes what there is before and after; with a generator, ends its load. */
    private PhaseRun watch(Duration time, @Nullable TalkingProcess load) throws IOException, InterruptedException {
        Moment begin = moment();
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        Moment end = moment();
        LoadResult result = load == null ? null : Json.read(load.ask("end"), LoadResult.class);
        double seconds = Duration.between(begin.words().at(), end.words().at()).toMillis() / MILLIS_PER_SECOND;
        return new PhaseRun(
                (end.nanos() - begin.nanos()) / NANOS_PER_SECOND,
                (end.words().count() - begin.words().count()) / seconds,
                end.application().since(begin.application()),
                end.generatorSeconds() - begin.generatorSeconds(),
                end.bareSeconds() - begin.bareSeconds(),
                result);
    }

    private Moment moment() throws IOException, InterruptedException {
        BusyRest.Words words = rest.words();
        return new Moment(
                System.nanoTime(),
                words,
                ProcessTimes.of(application.handle()),
                ProcessTimes.of(generator.handle()).totalSeconds(),
                ProcessTimes.of(bare.handle()).totalSeconds());
    }

    private String line(Phase phase, String label, PhaseRun run) {
        LoadResult load = run.load();
        return String.format(
                Locale.ROOT,
                "rest %d %s %s: %.1f s, %,.0f records/s, CPU s: application %.1f, tasks %.1f, console %.1f, generator"
                        + " %.1f, bare %.1f%s",
                tasks,
                phase.text(),
                label,
                run.seconds(),
                run.recordsPerSecond(),
                run.application().totalSeconds(),
                run.application().taskSeconds(),
                run.application().consoleSeconds(),
                run.generatorSeconds(),
                run.bareSeconds(),
                load == null ? "" : "; " + load);
    }

    /** What there is at one moment. */
    private record Moment(
            long nanos, BusyRest.Words words, ProcessTimes application, double generatorSeconds, double bareSeconds) {}
}
