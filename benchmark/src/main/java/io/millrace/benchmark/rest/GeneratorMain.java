package io.millrace.benchmark.rest;

import io.millrace.benchmark.measure.Json;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A generator in a process of its own. Reads a {@link LoadSpec}, says {@code open} when the load is there; {@code begin} is
 * answered by {@code begun}, {@code end} by a {@link LoadResult}; and then anew. It ends when its input does.
 */
final class GeneratorMain {

    private static final long INSPECTION_MILLIS = 250;

    private GeneratorMain() {}

    /** Runs until its input ends. */
    public static void main(String[] args) {
        try {
            run(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
            Runtime.getRuntime().halt(0);
        } catch (Exception e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void run(BufferedReader input) throws Exception {
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            LoadGenerator generator = LoadGenerator.open(Json.read(line, LoadSpec.class));
            System.out.println("open");
            ScheduledExecutorService inspector = Executors.newSingleThreadScheduledExecutor();
            await(input, "begin");
            generator.begin();
            ScheduledFuture<?> inspection = inspector.scheduleAtFixedRate(
                    generator::inspect, INSPECTION_MILLIS, INSPECTION_MILLIS, TimeUnit.MILLISECONDS);
            System.out.println("begun");
            await(input, "end");
            boolean hasFailed = !inspection.cancel(false);
            inspector.shutdown();
            if (hasFailed || !inspector.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("Listeners are not looked at as they should be: failed=" + hasFailed);
            }
            System.out.println(Json.line(generator.end()));
        }
    }

    private static void await(BufferedReader input, String word) throws Exception {
        String line = input.readLine();
        if (!word.equals(line)) {
            throw new IllegalStateException("Generator was told something else: expected=" + word + ", line=" + line);
        }
    }
}
