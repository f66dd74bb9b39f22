package io.millrace.benchmark.cluster;

import io.millrace.benchmark.workload.PassStrings;
import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Strings, one split for each task, as many as each is given, and no faster than the rate if there is one. With a rate, those
 * of a millisecond come together.
 *
 * <p><b>Thread.</b> Each reader belongs to one task; {@link #give} is for one thread.
 */
final class GivenStrings implements Source<String> {

    private static final double MILLIS_PER_SECOND = 1e3;

    private final ExecutorSpec spec;
    private final String[] strings;
    private final double perMilli;
    private final List<SplitContext> contexts = new CopyOnWriteArrayList<>();
    private volatile long given;
    private volatile long startNanos;

    GivenStrings(ExecutorSpec spec) {
        this.spec = spec;
        this.strings = strings(spec);
        this.perMilli = spec.job().rate() / MILLIS_PER_SECOND / spec.job().parallelism();
    }

    @Override
    public List<String> splits() {
        return IntStream.range(0, spec.job().parallelism())
                .mapToObj(Integer::toString)
                .toList();
    }

    @Override
    public SplitReader<String> open(String split, SplitContext context) {
        contexts.add(context);
        return new Reader();
    }

    /** Lets each reader emit so many more. */
    void give(long records) {
        long before = given;
        if (before == 0) {
            startNanos = System.nanoTime();
        }
        given = before + records;
        contexts.forEach(SplitContext::wakeUp);
    }

    private static String[] strings(ExecutorSpec spec) {
        PassStrings all = new PassStrings();
        boolean isRemoteOnly = spec.job().isRemoteOnly() && spec.executors() > 1;
        String[] some = IntStream.range(0, PassStrings.COUNT)
                .mapToObj(all::get)
                .filter(string -> !isRemoteOnly || !spec.isLocal(string))
                .toArray(String[]::new);
        if (some.length == 0) {
            throw new IllegalStateException("All keys are at home in one executor: executor=" + spec.self()
                    + ", parallelism=" + spec.job().parallelism() + "; use more tasks");
        }
        return some;
    }

    private final class Reader implements SplitReader<String> {

        private long number;
        private int next;

        @Override
        public Progress read(SourceOutput<String> out) {
            long limit = limit();
            while (number < limit && !out.isFull()) {
                out.emit(strings[next], 0);
                next = next + 1 == strings.length ? 0 : next + 1;
                number++;
            }
            return number < limit ? Progress.MORE : Progress.NOTHING_NOW;
        }

        private long limit() {
            long most = given;
            if (perMilli == 0 || most == 0) {
                return most;
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
            return Math.min(most, (long) (millis * perMilli));
        }
    }
}
