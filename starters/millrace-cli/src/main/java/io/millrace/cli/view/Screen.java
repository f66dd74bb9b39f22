package io.millrace.cli.view;

import java.time.Duration;
import java.util.List;

/**
 * Where output goes: a terminal, which has a width and can be drawn on again, or something else.
 *
 * <p><b>Thread.</b> Has one owner.
 */
public interface Screen extends AutoCloseable {

    /** Width of what is no terminal. */
    int UNBOUNDED = 10_000;

    /** Whether it is a terminal. */
    boolean isTerminal();

    /** Columns, {@link #UNBOUNDED} off a terminal. */
    int width();

    /** Shows these lines, on a terminal in place of those that were drawn before. */
    void draw(List<String> lines);

    /** Waits; whether the user has asked for the end. */
    boolean isEndedWithin(Duration wait) throws InterruptedException;

    /** Gives the terminal back as it was. */
    @Override
    void close();
}
