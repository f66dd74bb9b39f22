package io.millrace.benchmark.micro;

import io.millrace.partition.StableHash;
import io.millrace.worker.state.KeyTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Updates of the table under every window, with words about as frequent as in a text; an operation is an update. The
 * {@code HashMap} stands beside it for comparison.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class KeyTableBenchmark {

    private static final int UPDATES = 1 << 16;
    private static final int WORDS = 10_000;
    private static final long SEED = 42;

    private final String[] words = words();
    private final int[] hashes = hashes(words);
    private final KeyTable<Counter> table = new KeyTable<>();
    private final Map<String, Counter> map = new HashMap<>();

    /** Keys that exist, with hashes that are known: what the second of two stages does. */
    @Benchmark
    @OperationsPerInvocation(UPDATES)
    public long updateWithKnownHash() {
        for (int i = 0; i < UPDATES; i++) {
            count(words[i], hashes[i]);
        }
        return table.size();
    }

    /** A new string each time, whose hash has to be computed: what the first stage does. */
    @Benchmark
    @OperationsPerInvocation(UPDATES)
    public long updateWithNewString() {
        for (int i = 0; i < UPDATES; i++) {
            String word = copy(words[i]);
            count(word, StableHash.of(word));
        }
        return table.size();
    }

    /** As {@link #updateWithNewString}, with a map of the JDK. */
    @Benchmark
    @OperationsPerInvocation(UPDATES)
    public int updateHashMapWithNewString() {
        for (int i = 0; i < UPDATES; i++) {
            map.computeIfAbsent(copy(words[i]), word -> new Counter()).count++;
        }
        return map.size();
    }

    private void count(String word, int hash) {
        int slot = table.slotFor(word, hash);
        Counter counter = table.value(slot);
        if (counter == null) {
            counter = new Counter();
            table.value(slot, counter);
        } else {
            table.beforeChange(slot);
        }
        counter.count++;
    }

    // Not new String(word): that takes the hash over.
    private static String copy(String word) {
        return word.concat("-");
    }

    private static String[] words() {
        Random random = new Random(SEED);
        String[] words = new String[UPDATES];
        for (int i = 0; i < UPDATES; i++) {
            // Zipf's law: the rank is exponential in a uniform number.
            words[i] = "word" + (int) Math.pow(WORDS, random.nextDouble());
        }
        return words;
    }

    private static int[] hashes(String[] words) {
        int[] hashes = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            hashes[i] = StableHash.of(words[i]);
        }
        return hashes;
    }

    private static final class Counter {
        @SuppressWarnings("unused") // counting is all that is measured
        private long count;
    }
}
