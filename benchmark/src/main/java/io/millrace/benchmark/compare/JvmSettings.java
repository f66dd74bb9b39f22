package io.millrace.benchmark.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the JVMs of all engines have in common.
 *
 * @param home where the JDK is
 * @param heap size of the heap, which never resizes, as {@code -Xmx} takes it
 * @param collector name of the collector, as {@code -XX:+Use…GC} has it
 */
record JvmSettings(Path home, String heap, String collector) {

    /** The flags that are the same for all. */
    List<String> flags() {
        return List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+Use" + collector + "GC");
    }

    /** The command that starts an engine for a workload. */
    List<String> command(EngineSpec engine, String workload, int parallelism) {
        List<String> command = new ArrayList<>();
        command.add(home.resolve(Path.of("bin", "java")).toString());
        command.addAll(flags());
        command.addAll(engine.options());
        // What engines have to tell of each run would hide what is measured; a failure says itself what it was.
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
        command.addAll(List.of("-cp", engine.classPath(), engine.mainClass(), workload, Integer.toString(parallelism)));
        return command;
    }
}
