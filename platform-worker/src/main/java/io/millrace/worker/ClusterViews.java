package io.millrace.worker;

import io.millrace.cluster.Leader;
import io.millrace.cluster.MemberInfo;
import io.millrace.control.ClusterView;
import io.millrace.worker.cluster.Roster;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cluster as users see it. */
final class ClusterViews {

    private ClusterViews() {}

    static ClusterView of(int self, @Nullable Leader leader, Roster roster) {
        List<ClusterView.Member> members = new ArrayList<>();
        roster.members()
                .forEach((number, info) -> members.add(new ClusterView.Member(
                        number,
                        info.name(),
                        info.host(),
                        info.port(),
                        info.roles().stream()
                                .map(MemberInfo.Role::name)
                                .sorted()
                                .toList(),
                        info.slots(),
                        info.version(),
                        roster.isConnected(number))));
        return leader == null
                ? new ClusterView(self, null, 0, members)
                : new ClusterView(self, leader.member(), leader.epoch(), members);
    }
}
