package io.millrace.worker.supervise;

/**
 * What somebody has asked a run to begin with, in the place of the last checkpoint.
 *
 * @param checkpointId number of a checkpoint or savepoint, or 0 to begin anew
 * @param wish tells this wish from all others. Checkpoints of the run bear it, so that a restart goes on from them and does not
 *     begin once more
 */
public record Beginning(long checkpointId, String wish) {

    /** As text, to be written down. */
    public String text() {
        return checkpointId + ":" + wish;
    }

    /**
     * Reads what {@link #text} has written.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Beginning parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("Beginning of a run cannot be read: text=" + text);
        }
        return new Beginning(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
    }
}
