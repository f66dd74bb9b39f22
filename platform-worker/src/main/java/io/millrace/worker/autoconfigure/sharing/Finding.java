package io.millrace.worker.autoconfigure.sharing;

/**
 * Something that tasks would share.
 *
 * @param severity how sure it is
 * @param message what is shared and where it is changed
 */
public record Finding(Severity severity, String message) {

    /** How sure a finding is. */
    public enum Severity {
        /** Results would be wrong. */
        FAULT,
        /** It may be right, for example where it is guarded by a lock. */
        WARNING
    }
}
