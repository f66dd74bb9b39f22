package io.millrace.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    private static final Pattern MEMBER = Pattern.compile("\"member\":\\d+");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String TOPOLOGY = "/api/v1/applications/counting/topologies/counting";

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
            awaitNoGap();
        }
        assertNoneTwice();
    }

    @Test
    void shouldDoAtAnyMemberWhatIsAskedOfTheTopology() throws Exception {
        try (LocalCluster cluster = start()) {
            long before = awaitMoreLines(0);
            LocalMember leader = awaitMember(cluster, this::leads);
            MemberRest other = new MemberRest(awaitMember(cluster, member -> member != leader), PATIENCE);

            assertThat(other.get("/api/v1/cluster").body()).contains("\"leader\":true");
            HttpResponse<String> savepoint = other.post(TOPOLOGY + "/savepoints");
            assertThat(savepoint.statusCode()).as(savepoint.body()).isEqualTo(201);
            assertThat(other.get(TOPOLOGY + "/checkpoints").body()).contains("\"SAVEPOINT\"");

            awaitRecordsOfSeveralMembers(other);

            assertThat(other.post(TOPOLOGY + "/stop").statusCode()).isEqualTo(202);
            awaitState(other, "STOPPED");
            awaitState(new MemberRest(leader, PATIENCE), "STOPPED");
            assertThat(other.post(TOPOLOGY + "/start").statusCode()).isEqualTo(202);
            awaitState(other, "RUNNING");
            awaitMoreLines(before);
            awaitNoGap();
        }
        assertNoneTwice();
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
            awaitNoGap();
        }
        assertNoneTwice();
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

    private static void awaitState(MemberRest member, String state) throws Exception {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        String body = member.get(TOPOLOGY).body();
        while (!body.contains("\"state\":\"" + state + "\"")) {
            assertThat(System.nanoTime()).as(body).isLessThan(deadlineNanos);
            Thread.sleep(100);
            body = member.get(TOPOLOGY).body();
        }
    }

    /** Each member shows what its own tasks give. */
    private static void awaitRecordsOfSeveralMembers(MemberRest member) throws Exception {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        Set<String> members = Set.of();
        while (members.size() < 2) {
            String body = member.post(TOPOLOGY + "/operators/counts/tap?records=40&seconds=2")
                    .body();
            assertThat(System.nanoTime()).as(body).isLessThan(deadlineNanos);
            members = MEMBER.matcher(body).results().map(MatchResult::group).collect(Collectors.toSet());
        }
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

    /**
     * Waits until every count up to the greatest that is shown now is shown too. The members must run: the parts of a checkpoint
     * become visible one sink after the other, and the members that stop in between leave the rest to the next start.
     */
    private void awaitNoGap() throws Exception {
        Map<String, Long> greatest = new HashMap<>();
        counts().forEach((key, seen) -> greatest.put(key, seen.last()));
        assertThat(greatest).hasSize(CountingApplication.KEYS);
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        List<String> missing = missing(greatest);
        while (!missing.isEmpty()) {
            assertThat(System.nanoTime()).as("missing: %s", missing).isLessThan(deadlineNanos);
            Thread.sleep(100);
            missing = missing(greatest);
        }
    }

    private List<String> missing(Map<String, Long> greatest) throws IOException {
        Map<String, TreeSet<Long>> counts = counts();
        List<String> missing = new ArrayList<>();
        greatest.forEach((key, last) -> {
            for (long count = 1; count <= last; count++) {
                if (!counts.get(key).contains(count)) {
                    missing.add(key + ":" + count);
                }
            }
        });
        return missing;
    }

    private void assertNoneTwice() throws IOException {
        assertThat(shown()).doesNotHaveDuplicates();
    }

    private Map<String, TreeSet<Long>> counts() throws IOException {
        Map<String, TreeSet<Long>> counts = new HashMap<>();
        for (String line : shown()) {
            String[] parts = line.split(":");
            counts.computeIfAbsent(parts[0], key -> new TreeSet<>()).add(Long.parseLong(parts[1]));
        }
        return counts;
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
