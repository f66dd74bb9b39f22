package io.millrace.deadletter;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record has become a dead letter. In a Spring application it is published as an event.
 *
 * <p><b>Ownership.</b> The value is shared with the topology, and not to be changed.
 *
 * @param letter the dead letter
 * @param value the record itself, or null if there was none
 */
public record DeadLettered(DeadLetter letter, @Nullable Object value) {

    /** Refuses what is missing. */
    public DeadLettered {
        Objects.requireNonNull(letter, "letter");
    }

    /** Name of the topology. */
    public String topology() {
        return letter.topology();
    }
}
