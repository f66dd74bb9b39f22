package io.millrace.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Spring Boot application in several processes that lose members, with ZooKeeper in the middle: what it shows has no gap and
 * nothing twice.
 */
@Timeout(240)
@DisabledOnOs(OS.WINDOWS)
class FailoverIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @Test
    void shouldShowEachCountOnceThoughMembersAreKilled() throws Exception {
        try (LocalCluster cluster = start()) {
            long before = awaitMoreLines(0);
            LocalMember leader = awaitMember(cluster, this::leads);

            LocalMember worker = awaitMember(cluster, member -> member != leader);
            worker.kill();
            before = awaitMoreLines(before);
            worker.start();
            awaitJoined(worker);

            leader.kill();
            before = awaitMoreLines(before);
            assertThat(awaitMember(cluster, member -> member != leader && leads(member)))
                    .isNotEqualTo(leader);
            leader.start();
            awaitJoined(leader);

            LocalMember leaving = awaitMember(cluster, member -> member != leader && leads(member));
            assertThat(leaving.terminate(Duration.ofSeconds(20)))
                    .as("ended by itself")
                    .isTrue();
            awaitMoreLines(before);
        }
        assertEachCountOnce();
    }

    @Test
    void shouldGoOnAfterAllHaveBeenDown() throws Exception {
        try (LocalCluster cluster = start()) {
            long before = awaitMoreLines(0);
            for (LocalMember member : cluster.members()) {
                member.kill();
            }
            for (LocalMember member : cluster.members()) {
                member.start();
            }
            awaitMoreLines(before);
        }
        assertEachCountOnce();
    }

    private LocalCluster start() throws Exception {
        MemberSettings members = MemberSettings.DEFAULTS
                .withJavaOption("-XX:TieredStopAtLevel=1")
                .with("spring.application.name", "counting")
                .with("millrace.app.output", folder.resolve("output").toString())
                .with("millrace.checkpoint.interval", "500ms")
                .with("millrace.worker.parallelism", "4")
                .with("millrace.worker.threads", "1")
                .with("millrace.worker.slots", "2");
        return LocalCluster.start(
                ClusterSettings.of(Application.of(CountingApplication.class), new ClusterSettings.Size(3, 0, 1))
                        .withMembers(members)
                        .withFolder(folder.resolve("cluster")));
    }

    private boolean leads(LocalMember member) {
        try {
            List<String> lines = Files.readAllLines(member.log());
            int elected = last(lines, "This member leads:");
            return member.isAlive()
                    && elected > last(lines, "This member leads no more")
                    && elected > last(lines, "Started Counting");
        } catch (IOException e) {
            return false;
        }
    }

    private static int last(List<String> lines, String text) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).contains(text)) {
                return i;
            }
        }
        return -1;
    }

    private static void awaitJoined(LocalMember member) throws Exception {
        member.awaitLog("Leader is", PATIENCE);
    }

    private static LocalMember awaitMember(LocalCluster cluster, Predicate<LocalMember> choice) throws Exception {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            for (LocalMember member : cluster.members()) {
                if (choice.test(member)) {
                    return member;
                }
            }
            assertThat(System.nanoTime()).as("no such member").isLessThan(deadlineNanos);
            Thread.sleep(50);
        }
    }

    /** Waits until more has been shown than before, twice: what was on its way has come. */
    private long awaitMoreLines(long before) throws Exception {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        long wanted = before + CountingApplication.RATE;
        long now = shown().size();
        while (now < wanted) {
            assertThat(System.nanoTime())
                    .as("lines: %d, wanted: %d", now, wanted)
                    .isLessThan(deadlineNanos);
            Thread.sleep(100);
            now = shown().size();
        }
        return now;
    }

    private void assertEachCountOnce() throws IOException {
        Map<String, TreeSet<Long>> counts = new HashMap<>();
        List<String> twice = new ArrayList<>();
        for (String line : shown()) {
            String[] parts = line.split(":");
            if (!counts.computeIfAbsent(parts[0], key -> new TreeSet<>()).add(Long.parseLong(parts[1]))) {
                twice.add(line);
            }
        }
        assertThat(twice).isEmpty();
        assertThat(counts).hasSize(CountingApplication.KEYS);
        counts.forEach((key, seen) -> assertThat(seen.last()).as("key %s", key).isEqualTo(seen.size()));
    }

    private List<String> shown() throws IOException {
        Path output = folder.resolve("output");
        List<String> lines = new ArrayList<>();
        if (!Files.isDirectory(output)) {
            return lines;
        }
        try (Stream<Path> files = Files.list(output)) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("part-"))
                    .toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }
}
