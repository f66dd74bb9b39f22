package io.millrace.benchmark.state;

import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import java.util.List;
import java.util.stream.IntStream;

/** Keys without end: each split first gives its share of all keys once, and then keys at random. */
final class UpdateSource implements Source<Long> {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private final long keys;
    private final int splitCount;

    UpdateSource(long keys, int splitCount) {
        this.keys = keys;
        this.splitCount = splitCount;
    }

    @Override
    public List<String> splits() {
        return IntStream.range(0, splitCount).mapToObj(Integer::toString).toList();
    }

    @Override
    public boolean isReplayable() {
        return true;
    }

    @Override
    public SplitReader<Long> open(String split, SplitContext context) {
        return new Reader(Integer.parseInt(split), 0);
    }

    @Override
    public SplitReader<Long> open(String split, String position, SplitContext context) {
        return new Reader(Integer.parseInt(split), Long.parseLong(position));
    }

    private final class Reader implements SplitReader<Long> {

        private final int split;
        private long number;

        Reader(int split, long number) {
            this.split = split;
            this.number = number;
        }

        @Override
        public Progress read(SourceOutput<Long> out) {
            while (!out.isFull()) {
                out.emit(key(), 0);
                number++;
            }
            return Progress.MORE;
        }

        private long key() {
            long first = split + number * splitCount;
            return first < keys ? first : Long.remainderUnsigned(mixed(first), keys);
        }

        @Override
        public String position() {
            return Long.toString(number);
        }
    }

    /** Source: the finalizer of MurmurHash3, by A. Appleby, over multiples of the golden ratio. */
    private static long mixed(long number) {
        long bits = number * GOLDEN_GAMMA;
        bits = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
        bits = (bits ^ (bits >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return bits ^ (bits >>> 33);
    }
}
