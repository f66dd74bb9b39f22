package io.millrace.benchmark.rest;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Processor time that another process has taken. The system counts it in ticks of 10 ms.
 *
 * @param totalSeconds all of it
 * @param taskSeconds that of the threads that call tasks; not a number where the system does not tell
 * @param consoleSeconds that of the threads of the console, in the same way
 */
record ProcessTimes(double totalSeconds, double taskSeconds, double consoleSeconds) {

    private static final double TICKS_PER_SECOND = 100;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Names of threads are cut after 15 characters. */
    private static final String CONSOLE = "millrace-consol";

    private static final String TASK = "millrace-task-";

    /** User time and system time, counted from the state of the thread, which follows its name. */
    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;

    /** That of a process up to now, by thread as Linux tells it. */
    static ProcessTimes of(ProcessHandle process) throws IOException {
        double total = process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / NANOS_PER_SECOND;
        Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
        if (!Files.isDirectory(threads)) {
            return new ProcessTimes(total, Double.NaN, Double.NaN);
        }
        double task = 0;
        double console = 0;
        try (DirectoryStream<Path> each = Files.newDirectoryStream(threads)) {
            for (Path thread : each) {
                String line = stat(thread);
                String name = line.substring(line.indexOf('(') + 1, Math.max(1, line.lastIndexOf(')')));
                task += name.startsWith(TASK) ? seconds(line) : 0;
                console += name.startsWith(CONSOLE) ? seconds(line) : 0;
            }
        }
        return new ProcessTimes(total, task, console);
    }

    /** What has come to it since then. */
    ProcessTimes since(ProcessTimes before) {
        return new ProcessTimes(
                totalSeconds - before.totalSeconds,
                taskSeconds - before.taskSeconds,
                consoleSeconds - before.consoleSeconds);
    }

    private static String stat(Path thread) {
        try {
            return Files.readString(thread.resolve("stat"));
        } catch (IOException e) {
            return "()"; // It has ended meanwhile.
        }
    }

    private static double seconds(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) / TICKS_PER_SECOND;
    }
}
