package io.millrace.examples.reliability;

import io.millrace.examples.cluster.LocalCluster;
import io.millrace.examples.cluster.LocalMember;
import io.millrace.examples.cluster.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who leads a cluster and who runs what, as the members themselves have said in their logs.
 *
 * @param cluster that is looked at
 */
record Who(LocalCluster cluster) {

    /** Time in which a cluster has to find itself. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int POLL_MILLIS = 100;
    private static final Pattern LEADS = Pattern.compile("This member leads: epoch=(\\d+)");
    private static final Pattern REPLACED =
            Pattern.compile("Version of the application is replaced: (from=\\S+, to=[^, ]+)");
    private static final Pattern STAYS = Pattern.compile("Version of the application stays: version=(\\S+)");
    private static final Pattern PLACED = Pattern.compile(
            "Topology is placed: topology=" + KafkaCountingApplication.TOPOLOGY + ", epoch=\\d+, members=\\[(.*)]");

    List<LocalMember> masters() {
        return withRole(Role.MASTER);
    }

    List<LocalMember> workers() {
        return withRole(Role.WORKER);
    }

    /** Waits for a member that leads. */
    LocalMember leader() throws InterruptedException {
        return await("no member leads", this::findLeader);
    }

    /** Waits for another leader than this member. */
    LocalMember leaderOtherThan(LocalMember former) throws InterruptedException {
        return await("no other member leads", () -> findLeader().filter(leader -> leader != former));
    }

    /** When a member has begun to lead after a time, if one has. */
    Optional<Instant> electedAfter(Instant start) {
        return linesSince(start, LEADS).map(MemberLog.Line::time).min(Comparator.naturalOrder());
    }

    /** Waits until a version has taken over after a time, and has come to its first checkpoint. */
    void awaitVersion(String version, Instant start) throws InterruptedException {
        LocalMember unused = await(
                "version has not come to stay: version=" + version,
                () -> linesSince(start, STAYS)
                        .filter(line -> line.match().group(1).equals(version))
                        .map(MemberLog.Line::member)
                        .findFirst());
    }

    /** Changes of the version after a time, as in "from=1, to=2". */
    List<String> replacementsSince(Instant start) {
        return linesSince(start, REPLACED).map(line -> line.match().group(1)).toList();
    }

    /** The worker that reads the topic: the task that reads is the first of its step. */
    LocalMember sourceWorker() throws InterruptedException {
        return await(
                "no worker has been placed that runs", () -> slices().stream().findFirst());
    }

    /** A worker that has tasks, and not the one that reads; nothing if that one runs everything. */
    Optional<LocalMember> otherWorker() throws InterruptedException {
        LocalMember source = sourceWorker();
        return slices().stream().filter(member -> member != source).findFirst();
    }

    /** Waits until a member has found the others, and the one that leads. */
    static void awaitJoined(LocalMember member) throws IOException, InterruptedException {
        member.awaitLog("Leader is (?!not known)", PATIENCE);
    }

    /** The greatest epoch is the one in force. Who has said so in a life that is over does not lead. */
    private Optional<LocalMember> findLeader() {
        return lines(LEADS)
                .max(Comparator.comparingLong(line -> line.number(1)))
                .filter(line -> line.member().isAlive())
                .filter(line -> line.place() > log(line.member()).last("Starting KafkaCountingApplication"))
                .filter(line -> line.place() > log(line.member()).last("This member leads no more"))
                .map(MemberLog.Line::member);
    }

    /** Members in the order of their slices, as placed last; nothing while one of them is dead. */
    private List<LocalMember> slices() {
        List<LocalMember> members = lines(PLACED)
                .max(Comparator.comparing(MemberLog.Line::time))
                .map(line -> Stream.of(line.match().group(1).split(", "))
                        .map(this::memberAt)
                        .toList())
                .orElse(List.of());
        return members.stream().allMatch(LocalMember::isAlive) ? members : List.of();
    }

    private LocalMember memberAt(String address) {
        return cluster.members().stream()
                .filter(member -> address.endsWith(":" + member.clusterPort()))
                .reduce((gone, later) -> later) // Who comes later may get the port of one that has gone.
                .orElseThrow(() -> new IllegalStateException("Member is not of this cluster: address=" + address));
    }

    private List<LocalMember> withRole(Role role) {
        return cluster.members().stream()
                .filter(member -> member.roles().contains(role))
                .toList();
    }

    private Stream<MemberLog.Line> linesSince(Instant start, Pattern pattern) {
        return lines(pattern).filter(line -> !line.time().isBefore(start));
    }

    private Stream<MemberLog.Line> lines(Pattern pattern) {
        return masters().stream().flatMap(member -> log(member).find(pattern));
    }

    private static MemberLog log(LocalMember member) {
        try {
            return MemberLog.of(member);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LocalMember await(String fault, Supplier<Optional<LocalMember>> search) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadlineNanos < 0) {
            Optional<LocalMember> found = search.get();
            if (found.isPresent()) {
                return found.get();
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        throw new AssertionError("After " + PATIENCE.toSeconds() + " s " + fault);
    }
}
