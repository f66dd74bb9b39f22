package io.millrace.benchmark.cluster;

import io.millrace.benchmark.measure.Json;
import io.millrace.benchmark.process.TalkingProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Executors in processes of their own, which run a topology together.
 *
 * <p><b>Thread.</b> Has one owner.
 *
 * <p><b>Lifecycle.</b> {@link #close} ends the processes. They end with this one, too.
 */
final class ExecutorGroup implements AutoCloseable {

    private final List<TalkingProcess> executors = new ArrayList<>();
    private final Path folder;

    private ExecutorGroup(Path folder) {
        this.folder = folder;
    }

    /**
     * Starts them and waits until the topology runs.
     *
     * @param options of their JVMs
     */
    static ExecutorGroup start(int executors, JobSpec job, List<String> options) throws Exception {
        ExecutorGroup group = new ExecutorGroup(Files.createTempDirectory("millrace-shuffle"));
        try {
            List<String> addresses = freeAddresses(executors);
            for (int i = 0; i < executors; i++) {
                ExecutorSpec spec = new ExecutorSpec(i, addresses, group.folder.toString(), job);
                TalkingProcess executor = TalkingProcess.start("Executor " + i, ExecutorMain.class, options);
                group.executors.add(executor);
                executor.tell(Json.line(spec));
            }
            for (TalkingProcess executor : group.executors) {
                executor.answer();
            }
            return group;
        } catch (IOException | RuntimeException e) {
            group.close();
            throw e;
        }
    }

    int size() {
        return executors.size();
    }

    List<ProcessHandle> handles() {
        return executors.stream().map(TalkingProcess::handle).toList();
    }

    /** Lets each source emit so many records more. */
    void give(long records) throws IOException {
        askAll("give " + records);
    }

    /** Waits until so many records have come to the last executor, and says how many have. */
    long await(long arrived) throws IOException {
        TalkingProcess last = executors.get(executors.size() - 1);
        last.tell("await " + arrived);
        return Long.parseLong(last.answer());
    }

    /** What has happened in all of them together. */
    Counts counts() throws IOException {
        return askAll("counts").stream()
                .map(line -> Json.read(line, Counts.class))
                .reduce(Counts.NOTHING, Counts::plus);
    }

    /** Begins to time records. */
    void beginTiming() throws IOException {
        askAll("begin");
    }

    /** Ends the timing, and yields what each executor has seen. */
    List<Latencies> endTiming() throws IOException {
        return askAll("end").stream()
                .map(line -> Json.read(line, Latencies.class))
                .toList();
    }

    @Override
    public void close() throws IOException {
        // All at once: who is left alone has things to log.
        executors.forEach(TalkingProcess::destroy);
        for (TalkingProcess executor : executors) {
            executor.close();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private List<String> askAll(String line) throws IOException {
        executors.forEach(executor -> executor.tell(line));
        List<String> answers = new ArrayList<>();
        for (TalkingProcess executor : executors) {
            answers.add(executor.answer());
        }
        return answers;
    }

    /** Addresses that were free a moment ago: each executor must know those of all before any of them listens. */
    private static List<String> freeAddresses(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream()
                    .map(socket -> "127.0.0.1:" + socket.getLocalPort())
                    .toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
