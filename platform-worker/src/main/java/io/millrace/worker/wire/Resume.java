package io.millrace.worker.wire;

import java.util.List;

/**
 * RESUME and LOST frames: what arrived and what was sent, channel by channel, in as many frames as it takes.
 *
 * <p>Body: number of messages, u64; number of channels, u32; for each of these run u32, exchange u16, from u32, to u32,
 * frames u64, grant u64 (0 in LOST).
 */
final class Resume {

    /** Flag of the last frame. */
    static final int LAST = 1;

    static final int ENTRY_BYTES = 4 + 2 + 4 + 4 + 8 + 8;

    private static final int ENTRIES_PER_FRAME = 1000;

    /**
     * One channel.
     *
     * @param run number of the run
     * @param lane channel within the run
     * @param frames how many frames were received or sent
     * @param grantedBytes what was granted since the beginning
     */
    record Entry(int run, long lane, long frames, long grantedBytes) {}

    /** What to do with an entry that was read. */
    interface EntryReader {
        void read(Entry entry) throws WireFault;
    }

    private Resume() {}

    static void send(FrameType type, long messages, List<Entry> entries, Link link) {
        int from = 0;
        do {
            int to = Math.min(entries.size(), from + ENTRIES_PER_FRAME);
            Draft draft = link.draft(type).i64(messages).i32(to - from);
            entries.subList(from, to).forEach(entry -> write(entry, draft));
            link.send(draft, to == entries.size() ? LAST : 0, 0);
            from = to;
        } while (from < entries.size());
    }

    /** Reads a frame. Returns the number of messages. */
    static long read(Frame frame, String what, EntryReader reader) throws WireFault {
        BodyReader body = frame.body(what);
        long messages = body.i64();
        int count = body.count(ENTRY_BYTES);
        for (int i = 0; i < count; i++) {
            int run = body.i32();
            long lane = lane(body.u16(), body.i32(), body.i32());
            reader.read(new Entry(run, lane, body.i64(), body.i64()));
        }
        body.end();
        return messages;
    }

    private static long lane(int exchange, int from, int to) throws WireFault {
        if ((from | to) >>> 24 != 0) {
            throw new WireFault(ErrorCode.PROTOCOL, "Entry names no possible channel: from=" + from + ", to=" + to);
        }
        return Lanes.of(exchange, from, to);
    }

    private static void write(Entry entry, Draft draft) {
        draft.i32(entry.run())
                .u16(Lanes.exchange(entry.lane()))
                .i32(Lanes.from(entry.lane()))
                .i32(Lanes.to(entry.lane()))
                .i64(entry.frames())
                .i64(entry.grantedBytes());
    }
}
