package io.millrace.master.live;

/** There is no room for another listener. */
public final class TooManyListenersException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyListenersException(int max) {
        super("Too many listen to live data: listeners=" + max + "; close some, or ask again later");
    }
}
