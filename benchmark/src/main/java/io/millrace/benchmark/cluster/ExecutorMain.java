package io.millrace.benchmark.cluster;

import io.millrace.benchmark.measure.Json;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/**
 * An executor in a process of its own. The first line that it reads says what it is to run; it says {@code ready} when it
 * does, and then answers each line with one. It ends when its input does, so that it never outlives the process that has
 * started it.
 */
final class ExecutorMain {

    private static final long LOOK_MILLIS = 2;
    private static final long PATIENCE_MILLIS = 600_000;

    private final CountDownLatch isRunning = new CountDownLatch(1);
    private final ExecutorSpec spec;
    private final Job job;

    private ExecutorMain(ExecutorSpec spec) {
        this.spec = spec;
        this.job = Job.of(spec);
    }

    /** Runs until its input ends. Nothing here is worth an orderly end, which would wait for the other executors. */
    public static void main(String[] args) {
        try {
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String line = input.readLine();
            if (line != null) {
                new ExecutorMain(Json.read(line, ExecutorSpec.class)).run(input);
            }
            Runtime.getRuntime().halt(0);
        } catch (Exception e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private void run(BufferedReader input) throws Exception {
        JobExecutor executor = JobExecutor.start(spec, job, this::onChange);
        if (executor.isLeader()) {
            isRunning.await();
        }
        System.out.println("ready");
        String line = input.readLine();
        while (line != null) {
            System.out.println(answer(executor, line));
            line = input.readLine();
        }
    }

    private String answer(JobExecutor executor, String line) throws InterruptedException {
        int space = line.indexOf(' ');
        String word = space < 0 ? line : line.substring(0, space);
        return switch (word) {
            case "give" -> {
                job.give(Long.parseLong(line.substring(space + 1)));
                yield "given";
            }
            case "await" -> Long.toString(await(Long.parseLong(line.substring(space + 1))));
            case "counts" -> Json.line(Counts.of(ProcessorTime.now(), job.arrived(), executor.statistics()));
            case "begin" -> {
                job.beginTiming();
                yield "begun";
            }
            case "end" -> Json.line(job.endTiming());
            default -> throw new IllegalArgumentException("Executor does not know what it is told: line=" + line);
        };
    }

    private long await(long arrived) throws InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (job.arrived() < arrived && System.currentTimeMillis() < deadline) {
            Thread.sleep(LOOK_MILLIS);
        }
        return job.arrived();
    }

    /** A start that is not the first would measure the recovery too; nobody asked for that. */
    private void onChange(TopologyStateChanged change) {
        TopologyState state = change.status().state();
        if (state == TopologyState.RUNNING) {
            isRunning.countDown();
        } else if (state != TopologyState.STARTING) {
            System.err.println("Topology does not run any more: " + change.status());
            Runtime.getRuntime().halt(1);
        }
    }
}
