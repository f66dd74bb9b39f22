package io.millrace.benchmark.rest;

import io.millrace.benchmark.cli.ListenerCount;
import io.millrace.benchmark.cli.Percent;
import io.millrace.benchmark.cli.RequestRate;
import io.millrace.benchmark.cli.RunCount;
import io.millrace.benchmark.cli.Seconds;
import io.millrace.benchmark.cli.TaskCount;
import io.millrace.benchmark.cli.ThreadCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import picocli.CommandLine.Option;

/** What load, for how long, on how busy an application. */
final class RestOptions {

    @Option(
            names = "--rate",
            paramLabel = "N",
            converter = RequestRate.class,
            description = "Requests a second for the list of applications. Default: ${DEFAULT-VALUE}")
    private long rate = 1_000;

    @Option(
            names = "--listeners",
            paramLabel = "N",
            converter = ListenerCount.class,
            description = "Connections that listen to the topology. Default: ${DEFAULT-VALUE}")
    private long listeners = 200;

    @Option(
            names = "--connections",
            paramLabel = "N",
            converter = ThreadCount.class,
            description = "Most connections that requests share. Default: ${DEFAULT-VALUE}")
    private long connections = 50;

    @Option(
            names = "--conditional",
            paramLabel = "PERCENT",
            converter = Percent.class,
            description = "Requests of a hundred with If-None-Match. Default: ${DEFAULT-VALUE}")
    private long conditional;

    @Option(
            names = "--tasks",
            paramLabel = "N",
            split = ",",
            converter = TaskCount.class,
            description = "Tasks of each step; for each number, an application of its own. Default: 1 and the number of"
                    + " cores")
    private final List<Long> tasks = new ArrayList<>();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            converter = Seconds.class,
            description = "Length of each phase. Default: 60")
    private Duration time = Duration.ofSeconds(60);

    @Option(
            names = "--runs",
            paramLabel = "N",
            converter = RunCount.class,
            description = "Rounds of all phases. Default: ${DEFAULT-VALUE}")
    private long runs = 3;

    @Option(
            names = "--warmup-seconds",
            paramLabel = "S",
            converter = Seconds.class,
            description = "How long each load runs before anything is measured. Default: 60")
    private Duration warmup = Duration.ofSeconds(60);

    List<Integer> tasks() {
        if (!tasks.isEmpty()) {
            return tasks.stream().map(Long::intValue).toList();
        }
        return LongStream.of(1, Runtime.getRuntime().availableProcessors())
                .distinct()
                .mapToObj(Math::toIntExact)
                .toList();
    }

    Duration time() {
        return time;
    }

    Duration warmup() {
        return warmup;
    }

    int runs() {
        return (int) runs;
    }

    /** The load on a server of this machine. */
    LoadSpec load(int port, String token) {
        return new LoadSpec(
                port, token, BusyProcess.LIVE_PATH, (int) rate, (int) conditional, (int) connections, (int) listeners);
    }
}
