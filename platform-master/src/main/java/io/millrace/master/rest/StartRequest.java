package io.millrace.master.rest;

import io.millrace.control.StartFrom;
import org.jspecify.annotations.Nullable;

/**
 * What a topology is to begin with, as it is asked for.
 *
 * @param restoreFrom number of a checkpoint or savepoint, or null for the last one
 * @param fresh whether it is to begin anew
 */
record StartRequest(@Nullable Long restoreFrom, @Nullable Boolean fresh) {

    private static final String WISHES = "; send nothing, {\"restoreFrom\": 12} or {\"fresh\": true}";

    /**
     * Reads it, whatever the request says of the type of its body.
     *
     * @throws WrongRequestException if it is none
     */
    static StartRequest read(byte[] body) {
        return Wishes.read(body, StartRequest.class, WISHES);
    }

    /**
     * The same in other words.
     *
     * @throws WrongRequestException if both are asked for, or the number is none
     */
    StartFrom from() {
        boolean isFresh = fresh != null && fresh;
        if (restoreFrom == null) {
            return isFresh ? StartFrom.NOTHING : StartFrom.LAST;
        }
        if (isFresh) {
            throw new WrongRequestException("Topology cannot begin anew and with a checkpoint: restoreFrom="
                    + restoreFrom + ", fresh=true; leave out one of them");
        }
        try {
            return StartFrom.checkpoint(restoreFrom);
        } catch (IllegalArgumentException e) {
            throw new WrongRequestException(String.valueOf(e.getMessage()), e);
        }
    }
}
