package io.millrace.worker.event;

import io.millrace.control.ClusterView;
import io.millrace.status.ApplicationEvent.Kind;
import io.millrace.status.ApplicationEvent.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds what has happened to a cluster between two looks at it. */
public final class ClusterFindings {

    private ClusterFindings() {}

    /** What has happened since an earlier look. */
    public static List<Finding> between(ClusterView before, ClusterView after) {
        List<Finding> found = new ArrayList<>();
        Map<Integer, ClusterView.Member> old = byNumber(before);
        Map<Integer, ClusterView.Member> now = byNumber(after);
        after.members().stream()
                .filter(member -> !old.containsKey(member.number()))
                .map(member -> Finding.of(
                        Kind.MEMBER_JOINED,
                        Severity.INFO,
                        null,
                        "Member has come: " + describe(member) + ", roles=" + member.roles() + ", slots="
                                + member.slots()))
                .forEach(found::add);
        before.members().stream()
                .filter(member -> !now.containsKey(member.number()))
                .map(member ->
                        Finding.of(Kind.MEMBER_LEFT, Severity.WARN, null, "Member has gone: " + describe(member)))
                .forEach(found::add);
        if (!Objects.equals(before.leader(), after.leader()) || before.epoch() != after.epoch()) {
            found.add(leader(after, now));
        }
        return found;
    }

    private static Finding leader(ClusterView view, Map<Integer, ClusterView.Member> members) {
        Integer leader = view.leader();
        if (leader == null) {
            return Finding.of(Kind.LEADER, Severity.WARN, null, "Nobody leads, as far as this member knows");
        }
        ClusterView.Member member = members.get(leader);
        return Finding.of(
                Kind.LEADER,
                Severity.INFO,
                null,
                "Leader is " + (member == null ? "member=" + leader : describe(member)) + ", epoch=" + view.epoch());
    }

    private static String describe(ClusterView.Member member) {
        return "member=" + member.number() + ", name=" + member.name() + ", version=" + member.version();
    }

    private static Map<Integer, ClusterView.Member> byNumber(ClusterView view) {
        Map<Integer, ClusterView.Member> members = new HashMap<>();
        view.members().forEach(member -> members.put(member.number(), member));
        return members;
    }
}
