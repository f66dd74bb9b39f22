package io.millrace.benchmark.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmark.cli.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SimulateCommandTest {

    private final StringWriter progress = new StringWriter();

    private Judge clusters = (seed, limits) -> "";

    @Test
    void shouldRunEverySeedOnce() {
        boolean[] isRun = new boolean[100];

        int exitCode = execute(
                (seed, limits) -> {
                    assertThat(isRun[(int) seed]).isFalse();
                    isRun[(int) seed] = true;
                    return "";
                },
                "--from",
                "10",
                "--seeds",
                "90",
                "--threads",
                "3");

        assertThat(exitCode).isZero();
        for (int seed = 0; seed < 100; seed++) {
            assertThat(isRun[seed]).as("seed %d", seed).isEqualTo(seed >= 10);
        }
        assertThat(progress.toString()).contains("90 of 90 seeds run in ", ", 0 failed");
    }

    @Test
    void shouldNameTheSmallestRunThatFails() {
        int exitCode = execute(
                (seed, limits) -> {
                    if (seed == 17 && limits.diskFaults() > 0) {
                        throw new AssertionError("Seed 17: two and two are five");
                    }
                    return "";
                },
                "--seeds",
                "30");

        assertThat(exitCode).isEqualTo(1);
        assertThat(progress.toString())
                .contains(
                        "Seed 17: two and two are five",
                        "./millrace simulate --from 17 --seeds 1 --crashes 0 --failures 0 --disk-faults 1 --events 1"
                                + " --parallelism 1",
                        "30 of 30 seeds run in ",
                        ", 1 failed");
    }

    @Test
    void shouldStopWhenNearlyEverythingFails() {
        int exitCode = execute(
                (seed, limits) -> {
                    throw new AssertionError("Seed " + seed + ": nothing works");
                },
                "--seeds",
                "1_000_000");

        assertThat(exitCode).isEqualTo(1);
        assertThat(progress.toString()).contains("fail too often to go on: failed=");
    }

    @Test
    void shouldSayWhenAFailureDoesNotComeAgain() {
        boolean[] hasFailed = new boolean[1];

        execute(
                (seed, limits) -> {
                    if (seed == 3 && !hasFailed[0]) {
                        hasFailed[0] = true;
                        throw new AssertionError("Seed 3: once");
                    }
                    return "";
                },
                "--seeds",
                "5");

        assertThat(progress.toString()).contains("Seed 3: once", "does not fail again", "seed=3");
    }

    @Test
    void shouldTellWhatOneRunWasLike() {
        assertThat(execute(Judge.CRASHES, "--from", "4", "--seeds", "1")).isZero();

        assertThat(progress.toString()).contains("Seed 4 holds: windows=", "lives=", "restarts=", "checkpoints=");
    }

    @Test
    void shouldRunWithinLimits() {
        execute(
                Judge.CRASHES,
                "--from",
                "4",
                "--seeds",
                "1",
                "--crashes",
                "0",
                "--failures",
                "0",
                "--disk-faults",
                "0",
                "--events",
                "2");

        assertThat(progress.toString()).contains("restarts=0").containsPattern("events=\\[[0-2](, [0-2])*]");
    }

    @Test
    void shouldSimulateClustersByWish() {
        clusters = (seed, limits) -> {
            if (seed == 2) {
                throw new AssertionError("Seed 2: two lead");
            }
            return "";
        };

        int exitCode = execute(
                (seed, limits) -> {
                    throw new AssertionError("Seed " + seed + ": no cluster");
                },
                "--cluster",
                "--seeds",
                "5");

        assertThat(exitCode).isEqualTo(1);
        assertThat(progress.toString())
                .contains(
                        "Seed 2: two lead",
                        "./millrace simulate --cluster --from 2 --seeds 1",
                        "5 of 5 seeds run in ",
                        ", 1 failed");
    }

    @Test
    void shouldRefuseToBoundRunsOfClusters() {
        int exitCode = execute((seed, limits) -> "", "--cluster", "--events", "3");

        assertThat(exitCode).isEqualTo(2);
        assertThat(progress.toString()).contains("cannot be bounded", "--events 3");
    }

    private int execute(Judge judge, String... arguments) {
        Console console = new Console(new PrintWriter(new StringWriter()), new PrintWriter(progress));
        int exitCode = new CommandLine(new SimulateCommand(console, judge, clusters))
                .setErr(new PrintWriter(progress))
                .execute(arguments);
        console.progress().flush();
        return exitCode;
    }
}
