package io.millrace.cli;

import io.millrace.cli.api.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only while somebody sleeps. */
final class FakeTime implements Time {

    static final Instant START = Instant.parse("2026-11-26T21:00:00Z");

    final List<Duration> sleeps = new ArrayList<>();
    private Duration passed = Duration.ZERO;

    @Override
    public Instant now() {
        return START.plus(passed);
    }

    @Override
    public long nanos() {
        return passed.toNanos();
    }

    @Override
    public void sleep(Duration wait) {
        sleeps.add(wait);
        passed = passed.plus(wait);
    }
}
