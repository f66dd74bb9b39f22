package io.millrace.worker.cluster;

import io.millrace.cluster.ClusterMemberInfo;
import io.millrace.cluster.MemberInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides which members of a cluster can be given work: those that are there, run this version of the application with these
 * topologies, and have not been given up since they were reached last.
 *
 * <p><b>Thread.</b> Owned by one.
 */
public final class Roster {

    private final int self;
    private final MemberInfo own;
    private final Map<Integer, MemberInfo> members = new TreeMap<>();
    private final Set<Integer> connected = new TreeSet<>();
    private final Map<Integer, String> givenUp = new HashMap<>();
    private final Cuts cuts = new Cuts();

    /** Makes a roster that knows this member only. */
    public Roster(int self, MemberInfo own) {
        this.self = self;
        this.own = own;
        connected.add(self);
    }

    /**
     * Takes those who are there now.
     *
     * @return members of this version that were there and are not any more
     */
    public List<Integer> update(List<ClusterMemberInfo> present) {
        Map<Integer, MemberInfo> next = new TreeMap<>();
        present.forEach(member -> next.put(member.number(), member.info()));
        List<Integer> gone = new ArrayList<>();
        members.forEach((number, info) -> {
            if (isPeer(number, info) && !next.containsKey(number)) {
                gone.add(number);
            }
        });
        members.clear();
        members.putAll(next);
        givenUp.keySet().retainAll(next.keySet());
        return gone;
    }

    /** All members, this one included, by number. */
    public Map<Integer, MemberInfo> members() {
        return Collections.unmodifiableMap(members);
    }

    /** Other members of this version, by number. */
    public Map<Integer, MemberInfo> peers() {
        Map<Integer, MemberInfo> peers = new TreeMap<>();
        members.forEach((number, info) -> {
            if (isPeer(number, info)) {
                peers.put(number, info);
            }
        });
        return peers;
    }

    /** Number of this member. */
    public int self() {
        return self;
    }

    /** Version of this member. */
    public String version() {
        return own.version();
    }

    /** Versions of all members that are there. */
    public Set<String> versions() {
        Set<String> versions = new TreeSet<>();
        members.values().forEach(info -> versions.add(info.version()));
        return versions;
    }

    /** All members of a version, by number. */
    public List<ClusterMemberInfo> ofVersion(String version) {
        List<ClusterMemberInfo> all = new ArrayList<>();
        members.forEach((number, info) -> {
            if (info.version().equals(version)) {
                all.add(new ClusterMemberInfo(number, info));
            }
        });
        return all;
    }

    /** This member and the others of its version. */
    public Set<Integer> ofThisVersion() {
        Set<Integer> numbers = new TreeSet<>(peers().keySet());
        numbers.add(self);
        return numbers;
    }

    /** There is a connection to a member: it can be given work again. */
    public void connected(int member) {
        connected.add(member);
        givenUp.remove(member);
    }

    /** There is none any more. */
    public void disconnected(int member) {
        connected.remove(member);
        cuts.forget(member);
    }

    /** A member cannot be given work until there is another connection to it. */
    public void giveUp(int member, String reason) {
        if (member != self) {
            givenUp.put(member, reason);
        }
    }

    /** A member has told which others it has not reached for a while. */
    public void unreached(int member, Set<Integer> others) {
        cuts.told(member, others);
    }

    /** Those who get no work because there are other workers that they cannot reach, though this member reaches both. */
    public Set<Integer> leftOut() {
        Set<Integer> workers = new TreeSet<>();
        members.forEach((number, info) -> {
            if (info.slots() > 0 && connected.contains(number) && (number == self || isPeer(number, info))) {
                workers.add(number);
            }
        });
        return cuts.leftOut(workers);
    }

    /** Whether there is a connection. */
    public boolean isConnected(int member) {
        return connected.contains(member);
    }

    /** Those who can be given work, by number. */
    public List<ClusterMemberInfo> workers() {
        List<ClusterMemberInfo> workers = new ArrayList<>();
        Set<Integer> leftOut = leftOut();
        members.forEach((number, info) -> {
            boolean isOfUs = (number == self || isPeer(number, info)) && !leftOut.contains(number);
            if (isOfUs && !givenUp.containsKey(number) && info.topologies().equals(own.topologies())) {
                workers.add(new ClusterMemberInfo(number, info));
            }
        });
        return workers;
    }

    /** What is wrong with a member of this version, for people; empty if nothing is. */
    public Optional<String> fault(int member) {
        MemberInfo info = members.get(member);
        if (info == null || info.topologies().equals(own.topologies()) || !isPeer(member, info)) {
            return Optional.empty();
        }
        Set<String> different = new TreeSet<>();
        different.addAll(info.topologies().keySet());
        different.addAll(own.topologies().keySet());
        different.removeIf(topology -> String.valueOf(info.topologies().get(topology))
                .equals(own.topologies().get(topology)));
        return Optional.of("Member has other topologies than this one, and the same version: member=" + info.name()
                + ", version=" + info.version() + ", topologies=" + different
                + "; start all members of a version with the same jar and the same parallelism, or give it another"
                + " millrace.application.version");
    }

    /** What people call a member. */
    public String name(int member) {
        MemberInfo info = members.get(member);
        return info == null ? "member " + member : info.name();
    }

    private boolean isPeer(int number, MemberInfo info) {
        return number != self && info.version().equals(own.version());
    }
}
