package io.millrace.benchmark.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that counts words is killed at any moment, and started again, until it has come to its end. */
@Timeout(600)
class WordCountKilledIT {

    private static final int KILLS = 20;
    private static final int LONGEST_MILLIS = 4_500;
    private static final int LINES = 40_000;
    private static final int FILES = 4;
    private static final int PAUSE_MILLIS = 24;

    @TempDir
    private Path folder;

    @Test
    void shouldCountEachWordOnceHoweverOftenItIsKilled() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        TimedBook book = new TimedBook(LINES);
        book.write(folder.resolve("text"), FILES);
        Random random = new Random(seed);
        int kills = 0;
        boolean hasFinished = false;
        while (kills < KILLS && !hasFinished) {
            try (ChildJvm jvm = start()) {
                // Begins with the start of the JVM, so that some die before there is a topology.
                boolean isKilled = jvm.killAfter(100 + random.nextInt(LONGEST_MILLIS));
                // Killed behind its end, when its checkpoints may be forgotten, it is not to be started again.
                hasFinished = jvm.output().contains(KilledWordCount.FINISHED);
                assertThat(isKilled || hasFinished)
                        .as("seed %d: %s", seed, jvm.output())
                        .isTrue();
                kills += isKilled ? 1 : 0;
                System.out.println("kill " + kills + ": " + jvm.output().lines().reduce("nothing yet", (a, b) -> b));
            }
        }
        if (!hasFinished) {
            try (ChildJvm jvm = start()) {
                assertThat(jvm.exitCode()).as("seed %d: %s", seed, jvm.output()).isZero();
            }
        }
        assertThat(kills).isPositive();
        new Leavings(folder).requireExactly(book, "seed " + seed + ", kills " + kills);
    }

    private ChildJvm start() throws Exception {
        return ChildJvm.start(
                List.of(),
                KilledWordCount.class,
                folder.resolve("text").toString(),
                folder.toString(),
                Integer.toString(PAUSE_MILLIS));
    }
}
