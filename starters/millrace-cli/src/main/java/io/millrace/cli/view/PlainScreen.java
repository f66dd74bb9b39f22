package io.millrace.cli.view;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** A file or a pipe: what is drawn again follows what was drawn before. */
public final class PlainScreen implements Screen {

    private final PrintWriter out;

    /** Writes there. */
    public PlainScreen(PrintWriter out) {
        this.out = out;
    }

    @Override
    public boolean isTerminal() {
        return false;
    }

    @Override
    public int width() {
        return UNBOUNDED;
    }

    @Override
    public void draw(List<String> lines) {
        lines.forEach(out::println);
        out.println();
        out.flush();
    }

    /** Ends when nobody reads any more. */
    @Override
    public boolean isEndedWithin(Duration wait) throws InterruptedException {
        Thread.sleep(wait.toMillis());
        return out.checkError();
    }

    @Override
    public void close() {}
}
