package io.millrace.benchmark.workload;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What goes into the workload of the firms: requests, and responses of which some come too late.
 *
 * <p>The messages of a split are in the order of event time, two with each time: a request, and the response to a request
 * of the block before. A block holds 0.6 s; responses come in another order than their requests, the same in all blocks.
 * So the time to a response is anything up to 1.2 s, and more than {@link #PATIENCE_MILLIS} for about one in eighteen. The
 * requests of the last block get no response. Both messages of an id are in one split, so that an exchange that keeps the
 * order of a channel never delivers a response before its request.
 *
 * <p><b>Thread.</b> Immutable; a cursor has one owner.
 */
public final class FirmInput {

    /** Number of firms. */
    public static final int FIRMS = 1_000;

    /** Longest time between a request and a response that belongs to it. */
    public static final long PATIENCE_MILLIS = 1_000;

    /** Length of a window. */
    public static final long WINDOW_MILLIS = 60_000;

    private static final int REQUESTS_PER_MILLI = 25;
    private static final int BLOCK_MILLIS = 600;
    private static final int MIN_LENGTH = 250;
    private static final int MAX_LENGTH = 500;
    private static final int TEXTS = 1 << 10;
    private static final long SEED = 42;

    private final long messages;
    private final int splits;
    private final int blockLength;
    private final int[] answered;
    private final String[] texts = new String[TEXTS];

    /**
     * Divides messages into splits.
     *
     * @param messages how many there are in all splits
     * @param splits number of splits; what is in them depends on it
     */
    public FirmInput(long messages, int splits) {
        this.messages = messages;
        this.splits = splits;
        this.blockLength = Math.max(1, REQUESTS_PER_MILLI * BLOCK_MILLIS / splits);
        Random random = new Random(SEED);
        this.answered = shuffled(blockLength, random);
        for (int i = 0; i < TEXTS; i++) {
            int length = MIN_LENGTH + random.nextInt(MAX_LENGTH - MIN_LENGTH + 1);
            texts[i] = String.valueOf((char) ('a' + i % 26)).repeat(length);
        }
    }

    /** Begins with the first message of a split. */
    public Cursor cursor(int split) {
        long ofSplit = messages / splits + (split < messages % splits ? 1 : 0);
        return new Cursor(split, ofSplit);
    }

    /** The firm that a request goes to. */
    static int firm(long id) {
        // Fibonacci hashing: neighbours go to different firms.
        return (int) (((id * 0x9E3779B97F4A7C15L) >>> 40) % FIRMS);
    }

    private static int[] shuffled(int length, Random random) {
        int[] numbers = new int[length];
        for (int i = 0; i < length; i++) {
            int other = random.nextInt(i + 1);
            numbers[i] = numbers[other];
            numbers[other] = i;
        }
        return numbers;
    }

    /** Makes the messages of a split. */
    public final class Cursor {

        private final int split;
        private long left;
        private long request;
        private boolean isResponseNext;

        private Cursor(int split, long messages) {
            this.split = split;
            this.left = messages;
        }

        /** The next message, or null if there is none. */
        public @Nullable FirmMessage next() {
            if (left == 0) {
                return null;
            }
            left--;
            long timestampMillis = request * splits / REQUESTS_PER_MILLI;
            if (!isResponseNext) {
                // The first block answers nothing.
                isResponseNext = request >= blockLength;
                return message(isResponseNext ? request : request++, false, timestampMillis);
            }
            isResponseNext = false;
            int place = (int) (request % blockLength);
            long answeredRequest = request - place - blockLength + answered[place];
            request++;
            return message(answeredRequest, true, timestampMillis);
        }

        private FirmMessage message(long number, boolean isResponse, long timestampMillis) {
            long id = number * splits + split;
            String text = texts[(int) (isResponse ? id + 1 : id) & (TEXTS - 1)];
            return new FirmMessage(id, firm(id), isResponse, timestampMillis, text);
        }
    }
}
