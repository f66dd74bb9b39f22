package io.millrace.control;

import java.util.List;

/**
 * A running console.
 *
 * <p><b>Thread.</b> May be used by any thread.
 */
public interface Console extends AutoCloseable {

    /** Where it is; with a token that logs in once where no users are configured. */
    String link();

    /** What the people who started it have to know beside the link, such as a password that was generated. */
    List<String> notices();

    /** Ends all requests and threads of it, within a second or so. Idempotent. */
    @Override
    void close();
}
