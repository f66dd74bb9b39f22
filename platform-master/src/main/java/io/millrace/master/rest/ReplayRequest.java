package io.millrace.master.rest;

import io.millrace.deadletter.DeadLetterWish;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are to be given to their steps again.
 *
 * @param ids ids of letters, or null if it is for all
 * @param all whether it is for all
 */
record ReplayRequest(@Nullable List<String> ids, @Nullable Boolean all) {

    private static final String WISHES = "; send {\"ids\": [\"3-17\"]} or {\"all\": true}";

    /**
     * Reads it.
     *
     * @throws WrongRequestException if it is none
     */
    static DeadLetterWish read(byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            throw new WrongRequestException("Body is empty" + WISHES);
        }
        ReplayRequest read = Wishes.read(body, ReplayRequest.class, WISHES);
        return wish(DeadLetterWish.Action.REPLAY, read.ids, read.all, WISHES);
    }

    /**
     * Checks that it is for some or for all.
     *
     * @param remedy what could be asked for, beginning with a semicolon
     * @throws WrongRequestException if it is for both or none, or for too many
     */
    static DeadLetterWish wish(
            DeadLetterWish.Action action, @Nullable List<String> ids, @Nullable Boolean all, String remedy) {
        boolean isForAll = all != null && all;
        if (isForAll == (ids != null) || (ids != null && ids.contains(null))) {
            throw new WrongRequestException("Wish is for all dead letters and for some, or for none" + remedy);
        }
        try {
            return new DeadLetterWish(action, ids);
        } catch (IllegalArgumentException e) {
            throw new WrongRequestException(String.valueOf(e.getMessage()), e);
        }
    }
}
