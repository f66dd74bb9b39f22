package io.millrace.benchmark.jet;

import io.millrace.benchmark.protocol.EngineProcess;

/** Process of Hazelcast Jet. */
public final class JetMain {

    private JetMain() {}

    /** Serves until the input ends. */
    public static void main(String[] args) {
        EngineProcess.serve(JetEngine::start, args);
    }
}
