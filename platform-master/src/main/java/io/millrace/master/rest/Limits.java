package io.millrace.master.rest;

/** How much of a list somebody wants, as it is asked for. */
final class Limits {

    static final String DEFAULT = "100";

    private static final int MAX_SHOWN = 40;

    private Limits() {}

    /**
     * The number that a text stands for.
     *
     * @throws WrongRequestException if it is none, or is not from 1 to {@code most}
     */
    static int of(String limit, int most) {
        int number;
        try {
            number = Integer.parseInt(limit);
        } catch (NumberFormatException e) {
            throw wrong(limit, most);
        }
        if (number < 1 || number > most) {
            throw wrong(limit, most);
        }
        return number;
    }

    private static WrongRequestException wrong(String limit, int most) {
        return new WrongRequestException("Limit is no number from 1 to " + most + ": limit="
                + limit.substring(0, Math.min(limit.length(), MAX_SHOWN)) + "; ask for so many, or leave it out for "
                + DEFAULT);
    }
}
