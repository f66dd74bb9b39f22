package io.millrace.cli;

import io.millrace.cli.view.Screen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A screen of any width, on which so many pictures are drawn. */
final class FakeScreen implements Screen {

    final List<List<String>> pictures = new ArrayList<>();
    private final boolean isTerminal;
    private final int width;
    boolean isClosed;

    FakeScreen(boolean isTerminal, int width) {
        this.isTerminal = isTerminal;
        this.width = width;
    }

    @Override
    public boolean isTerminal() {
        return isTerminal;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public void draw(List<String> lines) {
        pictures.add(lines);
    }

    @Override
    public boolean isEndedWithin(Duration wait) {
        return pictures.size() >= 3;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
