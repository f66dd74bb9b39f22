package io.millrace.cluster;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a member announces to the others.
 *
 * @param name says to people who it is, such as {@code host:pid}
 * @param version version of the application that it runs
 * @param host where others reach it
 * @param port where others reach it
 * @param incarnation random number of this process
 * @param roles what it does
 * @param slots how many slices of topologies it takes; 0 if it is no worker
 * @param labels what topologies may ask for
 * @param topologies digest of each topology that it has, by name
 * @param consoleUrl where its console is, or empty
 */
public record MemberInfo(
        String name,
        String version,
        String host,
        int port,
        long incarnation,
        Set<Role> roles,
        int slots,
        Set<String> labels,
        Map<String, String> topologies,
        String consoleUrl) {

    private static final int MAX_TEXT = 512;
    private static final int MAX_ENTRIES = 1024;
    private static final int MAX_SLOTS = 1 << 16;

    /** Checks the bounds. */
    public MemberInfo {
        roles = Set.copyOf(roles);
        labels = Collections.unmodifiableSet(new TreeSet<>(labels));
        topologies = Collections.unmodifiableMap(new TreeMap<>(topologies));
        checkText("name", name);
        checkText("version", version);
        checkText("host", host);
        checkText("consoleUrl", consoleUrl);
        labels.forEach(label -> checkText("label", label));
        topologies.forEach((topology, digest) -> {
            checkText("topology", topology);
            checkText("digest", digest);
        });
        check(port > 0 && port < 65_536, "port", port);
        check(slots >= 0 && slots <= MAX_SLOTS, "slots", slots);
        check(labels.size() <= MAX_ENTRIES, "labels", labels.size());
        check(topologies.size() <= MAX_ENTRIES, "topologies", topologies.size());
    }

    /** Whether it does something. */
    public boolean has(Role role) {
        return roles.contains(role);
    }

    /** The same with another number of slots. */
    public MemberInfo withSlots(int number) {
        return new MemberInfo(name, version, host, port, incarnation, roles, number, labels, topologies, consoleUrl);
    }

    /** The same with digests of topologies. */
    public MemberInfo withTopologies(Map<String, String> digests) {
        return new MemberInfo(name, version, host, port, incarnation, roles, slots, labels, digests, consoleUrl);
    }

    private static void checkText(String name, String value) {
        if (value.length() > MAX_TEXT) {
            throw new IllegalArgumentException("Member announces too long a text: " + name + "="
                    + value.substring(0, 40) + "…, length=" + value.length() + ", maxLength=" + MAX_TEXT);
        }
    }

    private static void check(boolean isRight, String name, long value) {
        if (!isRight) {
            throw new IllegalArgumentException("Member announces a number that is out of range: " + name + "=" + value);
        }
    }

    /** What a member does. */
    public enum Role {
        /** Leads, when elected. */
        MASTER,
        /** Runs tasks. */
        WORKER
    }
}
