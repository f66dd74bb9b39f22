package io.millrace.benchmark.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that counts words dies where it hurts most, several times in a row, and is started again. */
@Timeout(300)
class WordCountHaltedIT {

    private static final int HALTS = 5;
    private static final int LINES = 8_000;
    private static final int FILES = 4;
    private static final int PAUSE_MILLIS = 20;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void shouldCountEachWordOnceWhereverItDies(FaultPoint point) throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        TimedBook book = new TimedBook(LINES);
        book.write(folder.resolve("text"), FILES);
        Random random = new Random(seed);
        if (isInRestore(point)) {
            halt(FaultPoint.AFTER_DECISION, 3, seed);
        }
        for (int i = 0; i < HALTS; i++) {
            halt(point, 1 + random.nextInt(isInRestore(point) ? 4 : 3), seed);
        }
        try (ChildJvm jvm = start(List.of())) {
            assertThat(jvm.exitCode()).as("seed %d: %s", seed, jvm.output()).isZero();
        }
        new Leavings(folder).requireExactly(book, point + ", seed " + seed);
    }

    private void halt(FaultPoint point, int time, long seed) throws Exception {
        try (ChildJvm jvm = start(List.of(Fault.option(point, time)))) {
            assertThat(jvm.exitCode())
                    .as("%s for the %d. time, seed %d: %s", point, time, seed, jvm.output())
                    .isEqualTo(Fault.EXIT_CODE);
        }
    }

    private static boolean isInRestore(FaultPoint point) {
        return point == FaultPoint.RESTORING_STATE || point == FaultPoint.RECOVERING_SINK;
    }

    private ChildJvm start(List<String> options) throws Exception {
        return ChildJvm.start(
                options,
                KilledWordCount.class,
                folder.resolve("text").toString(),
                folder.toString(),
                Integer.toString(PAUSE_MILLIS));
    }
}
