package io.millrace.examples.wordcount.kafka;

import io.millrace.examples.wordcount.Terminal;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Ends a demo that is to last only so long: sends nothing more, waits for what is still to be counted, and draws the balance.
 *
 * <p><b>Thread.</b> Waits on a thread of its own.
 */
@Component
class TimeLimit implements SmartLifecycle {

    private static final int PATIENCE_SECONDS = 60;
    private static final int POLL_MILLIS = 100;

    private final Feeder feeder;
    private final Ledger ledger;
    private final DemoEnd end;
    private final DemoSettings settings;
    private volatile @Nullable Thread thread;

    TimeLimit(Feeder feeder, Ledger ledger, DemoEnd end, DemoSettings settings) {
        this.feeder = feeder;
        this.ledger = ledger;
        this.end = end;
        this.settings = settings;
    }

    @Override
    public void start() {
        Integer seconds = settings.seconds();
        if (seconds != null) {
            thread = new Thread(() -> endAfter(seconds), "time-limit");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void stop() {
        Thread waiting = thread;
        thread = null;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void endAfter(int seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
            feeder.stop();
            Ledger.Balance balance = awaitCounts();
            print(balance);
            end.now(balance.isRight() ? 0 : 1);
        } catch (InterruptedException e) {
            // It ends already.
        }
    }

    private Ledger.Balance awaitCounts() throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        Ledger.Balance balance = balance();
        while (balance.missing() > 0 && System.nanoTime() - deadlineNanos < 0) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            balance = balance();
        }
        return balance;
    }

    private Ledger.Balance balance() {
        return ledger.balance(Windows.firstOpen(feeder.lastMillis()));
    }

    private static void print(Ledger.Balance balance) {
        PrintStream out = Terminal.standardOutput();
        out.println();
        line(out, "windows", balance.windows());
        line(out, "words counted", balance.words());
        line(out, "words missing", balance.missing());
        line(out, "counted twice", balance.twice());
        out.flush();
    }

    private static void line(PrintStream out, String name, long value) {
        out.printf(Locale.ROOT, "%-16s %,15d%n", name, value);
    }
}
