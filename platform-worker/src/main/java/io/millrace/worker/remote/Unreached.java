package io.millrace.worker.remote;

import java.util.List;

/**
 * Tells the leader which members the sender has not reached for a while; each second as long as there are some, and once when
 * there are none any more.
 */
public record Unreached(List<Integer> members) implements Message {

    private static final int MAX_MEMBERS = 1000;

    /** Keeps a copy, of so many at most. */
    public Unreached {
        members = members.stream().limit(MAX_MEMBERS).toList();
    }

    /** It is about none. */
    @Override
    public String topology() {
        return "";
    }
}
