package io.millrace.benchmark.compare;

import java.util.List;

/**
 * How the process of an engine is started.
 *
 * @param name name of the engine, as commands and results show it
 * @param mainClass its main class
 * @param classPath where its classes are; nothing of another engine is among them
 * @param options what its JVM needs besides heap and collector
 */
record EngineSpec(String name, String mainClass, String classPath, List<String> options) {

    /** Copies the list. */
    EngineSpec {
        options = List.copyOf(options);
    }
}
