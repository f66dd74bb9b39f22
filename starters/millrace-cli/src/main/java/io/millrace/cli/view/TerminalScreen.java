package io.millrace.cli.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/**
 * A terminal, by JLine. Nothing of it is touched before its width is asked for or something is drawn.
 *
 * <p><b>Lifecycle.</b> The first drawing takes another page of the terminal; {@link #close}, also by the end of the process,
 * gives back the page and the settings that were there.
 */
public final class TerminalScreen implements Screen {

    /** Where a terminal does not say how wide it is. */
    private static final int DEFAULT_WIDTH = 80;

    private static final int CONTROL_C = 3;

    private @Nullable Terminal terminal;
    private @Nullable Attributes settings; // Not null while a page is taken. Guarded by this.

    @Override
    public boolean isTerminal() {
        return true;
    }

    @Override
    public int width() {
        int width = terminal().getSize().getColumns();
        return width > 0 ? width : DEFAULT_WIDTH;
    }

    @Override
    public void draw(List<String> lines) {
        Terminal page = terminal();
        takePage(page);
        int rows = page.getSize().getRows();
        int height = rows > 0 ? rows : lines.size() + 1;
        page.puts(Capability.cursor_home);
        for (String line : lines.subList(0, Math.min(lines.size(), height - 1))) {
            page.writer().print(line);
            page.puts(Capability.clr_eol);
            page.writer().print("\r\n");
        }
        page.puts(Capability.clr_eos);
        page.flush();
    }

    @Override
    public boolean isEndedWithin(Duration wait) throws InterruptedException {
        try {
            int key = terminal().reader().read(Math.max(1, wait.toMillis()));
            if (key == CONTROL_C) {
                throw new InterruptedException("Ctrl-C");
            }
            // Other keys redraw at once; so does nothing within the wait.
            return key == 'q' || key == 'Q' || key == NonBlockingReader.EOF;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        if (terminal != null && settings != null) {
            terminal.puts(Capability.cursor_normal);
            terminal.puts(Capability.exit_ca_mode);
            terminal.flush();
            terminal.setAttributes(settings);
            settings = null;
        }
    }

    private synchronized void takePage(Terminal page) {
        if (settings == null) {
            settings = page.enterRawMode();
            page.puts(Capability.enter_ca_mode);
            page.puts(Capability.cursor_invisible);
            page.puts(Capability.clear_screen);
            Runtime.getRuntime().addShutdownHook(new Thread(this::close, "give-back-terminal"));
        }
    }

    private Terminal terminal() {
        if (terminal == null) {
            try {
                terminal = TerminalBuilder.builder().system(true).dumb(true).build();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return terminal;
    }
}
