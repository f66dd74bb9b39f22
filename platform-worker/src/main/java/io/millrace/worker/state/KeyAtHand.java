package io.millrace.worker.state;

import org.jspecify.annotations.Nullable;

/**
 * Key of the record or timer that an operator is working on.
 *
 * <p><b>Thread.</b> Owned by one task.
 */
public final class KeyAtHand {

    private @Nullable Object key;
    private int hash;

    /** Turns to a key. */
    public void set(Object newKey, int keyHash) {
        this.key = newKey;
        this.hash = keyHash;
    }

    /** Turns to no key. */
    public void clear() {
        this.key = null;
    }

    /**
     * The key.
     *
     * @throws IllegalStateException if there is none, because the input is not keyed
     */
    public Object key() {
        Object current = key;
        if (current == null) {
            throw new IllegalStateException(
                    "No key is at hand; use key, state and timers behind keyBy, while a record or timer is processed");
        }
        return current;
    }

    /** Stable hash of the key. */
    public int hash() {
        return hash;
    }
}
