package io.millrace.benchmark.flink;

import io.millrace.benchmark.protocol.EngineProcess;

/** Process of Flink. */
public final class FlinkMain {

    private FlinkMain() {}

    /** Serves until the input ends. */
    public static void main(String[] args) {
        EngineProcess.serve(FlinkEngine::start, args);
    }
}
