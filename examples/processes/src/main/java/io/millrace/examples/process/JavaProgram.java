package io.millrace.examples.process;

import java.util.List;

/**
 * What a child process is to run. All of it can be seen by everybody on the machine: secrets belong into the environment.
 *
 * @param options of the JVM
 * @param classPath as after {@code -cp}
 * @param mainClass name of the class
 * @param arguments of the main class
 * @param launcher command that starts the JVM and becomes it, as in "ip netns exec blue"; empty for none
 */
public record JavaProgram(
        List<String> options, String classPath, String mainClass, List<String> arguments, List<String> launcher) {

    /** Keeps copies. */
    public JavaProgram {
        options = List.copyOf(options);
        arguments = List.copyOf(arguments);
        launcher = List.copyOf(launcher);
    }

    /** One that is started as it is. */
    public JavaProgram(List<String> options, String classPath, String mainClass, List<String> arguments) {
        this(options, classPath, mainClass, arguments, List.of());
    }
}
