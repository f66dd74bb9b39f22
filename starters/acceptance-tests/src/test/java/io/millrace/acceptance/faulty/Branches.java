package io.millrace.acceptance.faulty;

import io.millrace.source.Source;
import io.millrace.source.SourceOutput;
import io.millrace.source.SplitContext;
import io.millrace.source.SplitReader;
import java.util.List;

/**
 * Orders of two branches: one gives an order each millisecond, the other says nothing as long as it is told so.
 *
 * <p><b>Thread.</b> Any.
 */
public final class Branches implements Source<String> {

    private static final String QUIET = "branch-south";

    private volatile boolean isSouthOpen;

    /** Whether the second branch takes orders. */
    public void openSouth(boolean isOpen) {
        isSouthOpen = isOpen;
    }

    @Override
    public List<String> splits() {
        return List.of("branch-north", QUIET);
    }

    @Override
    public boolean isReplayable() {
        return true;
    }

    @Override
    public SplitReader<String> open(String split, SplitContext context) {
        return open(split, "0", context);
    }

    @Override
    public SplitReader<String> open(String split, String position, SplitContext context) {
        return new Reader(split, Long.parseLong(position));
    }

    private final class Reader implements SplitReader<String> {

        private final String split;
        private long number;
        private long lastMillis;

        Reader(String split, long number) {
            this.split = split;
            this.number = number;
        }

        @Override
        public Progress read(SourceOutput<String> out) {
            long nowMillis = System.currentTimeMillis();
            if (nowMillis > lastMillis && (!split.equals(QUIET) || isSouthOpen)) {
                lastMillis = nowMillis;
                out.emit(split + "-" + number++, nowMillis);
            }
            return Progress.NOTHING_NOW;
        }

        @Override
        public String position() {
            return Long.toString(number);
        }
    }
}
