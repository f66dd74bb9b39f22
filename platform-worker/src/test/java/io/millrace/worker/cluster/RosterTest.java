package io.millrace.worker.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cluster.ClusterMemberInfo;
import io.millrace.cluster.MemberInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Member 2 looks at the cluster; it runs version 1 of the application. */
class RosterTest {

    private static final int SELF = 2;
    private static final Map<String, String> TOPOLOGIES = Map.of("count", "a", "join", "b");

    private final Roster roster = new Roster(SELF, info(SELF, "1", TOPOLOGIES));

    @Test
    void shouldGiveWorkToAllWhoRunTheSame() {
        see(same(3), same(SELF), same(1));
        assertThat(workers()).containsExactly(1, SELF, 3);
        assertThat(roster.workers().get(0).info().name()).isEqualTo("host-1");
        assertThat(roster.peers()).containsOnlyKeys(1, 3);
    }

    @Test
    void shouldKnowNobodyBeforeItHasSeenThem() {
        assertThat(workers()).isEmpty();
        assertThat(roster.peers()).isEmpty();
        assertThat(roster.isConnected(SELF)).isTrue();
        assertThat(roster.isConnected(1)).isFalse();
    }

    @Test
    void shouldLeaveMembersOfOtherVersionsAlone() {
        see(same(SELF), member(1, "2", TOPOLOGIES), member(3, "", TOPOLOGIES), same(4));
        assertThat(workers()).containsExactly(SELF, 4);
        assertThat(roster.peers()).containsOnlyKeys(4);
        assertThat(roster.fault(1)).isEmpty();
        assertThat(see(same(SELF))).as("gone, of this version").containsExactly(4);
    }

    @Test
    void shouldTellWhoIsGone() {
        see(same(1), same(SELF), same(3), same(4));
        assertThat(see(same(SELF), same(3))).containsExactly(1, 4);
        assertThat(workers()).containsExactly(SELF, 3);
        assertThat(see(same(SELF), same(3))).as("told once").isEmpty();
    }

    @Test
    void shouldNotTakeItselfForGone() {
        see(same(1), same(SELF));
        assertThat(see(same(1))).isEmpty();
        assertThat(workers()).containsExactly(1);
    }

    @Test
    void shouldTakeWhatAMemberAnnouncesNow() {
        see(same(SELF), same(1));
        assertThat(see(same(SELF), member(1, "2", TOPOLOGIES)))
                .as("it is there, but no peer")
                .isEmpty();
        assertThat(roster.peers()).isEmpty();
        see(same(SELF), same(1));
        assertThat(workers()).containsExactly(1, SELF);
    }

    @Test
    void shouldGiveWorkToAMemberAgainWhenItIsConnectedAgain() {
        see(same(SELF), same(1), same(3));
        roster.giveUp(1, "it was lost");
        assertThat(workers()).containsExactly(SELF, 3);
        assertThat(roster.peers()).as("it is still connected to").containsOnlyKeys(1, 3);
        see(same(SELF), same(1), same(3));
        roster.connected(3);
        assertThat(workers()).as("seen again is not reached again").containsExactly(SELF, 3);
        roster.connected(1);
        assertThat(workers()).containsExactly(1, SELF, 3);
    }

    @Test
    void shouldForgetThatItGaveUpWhoIsGone() {
        see(same(SELF), same(1));
        roster.giveUp(1, "it was lost");
        see(same(SELF));
        see(same(SELF), same(1));
        assertThat(workers()).containsExactly(1, SELF);
    }

    @Test
    void shouldNeverGiveItselfUp() {
        see(same(SELF));
        roster.giveUp(SELF, "it was lost");
        assertThat(workers()).containsExactly(SELF);
    }

    @Test
    void shouldKnowWhoIsConnected() {
        see(same(SELF), same(1));
        roster.connected(1);
        assertThat(roster.isConnected(1)).isTrue();
        roster.disconnected(1);
        assertThat(roster.isConnected(1)).isFalse();
        assertThat(workers()).as("the leader judges by what is lost").containsExactly(1, SELF);
    }

    @Test
    void shouldNameTheTopologiesThatDifferUnderOneVersion() {
        Map<String, String> others = Map.of("count", "a", "join", "c", "more", "d");
        see(same(SELF), member(1, "1", others), same(3));
        assertThat(workers()).containsExactly(SELF, 3);
        assertThat(roster.peers()).containsOnlyKeys(1, 3);
        assertThat(roster.fault(1))
                .contains("Member has other topologies than this one, and the same version: member=host-1, version=1,"
                        + " topologies=[join, more]; start all members of a version with the same jar and the same"
                        + " parallelism, or give it another millrace.application.version");
    }

    @Test
    void shouldNameATopologyThatAnotherMemberLacks() {
        see(same(SELF), member(1, "1", Map.of("join", "b")));
        assertThat(roster.fault(1).orElseThrow()).contains("topologies=[count];");
    }

    @Test
    void shouldFindNoFaultWhereThereIsNone() {
        see(same(SELF), same(1));
        assertThat(roster.fault(SELF)).isEmpty();
        assertThat(roster.fault(1)).isEmpty();
        assertThat(roster.fault(7)).as("who is not there").isEmpty();
    }

    @Test
    void shouldNameMembersForPeople() {
        see(same(SELF), member(1, "2", TOPOLOGIES));
        assertThat(roster.name(1)).isEqualTo("host-1");
        assertThat(roster.name(7)).isEqualTo("member 7");
    }

    private List<Integer> see(ClusterMemberInfo... present) {
        return roster.update(List.of(present));
    }

    private List<Integer> workers() {
        List<Integer> numbers = new ArrayList<>();
        roster.workers().forEach(worker -> numbers.add(worker.number()));
        return numbers;
    }

    private static ClusterMemberInfo same(int number) {
        return member(number, "1", TOPOLOGIES);
    }

    private static ClusterMemberInfo member(int number, String version, Map<String, String> topologies) {
        return new ClusterMemberInfo(number, info(number, version, topologies));
    }

    private static MemberInfo info(int number, String version, Map<String, String> topologies) {
        Set<MemberInfo.Role> roles = Set.of(MemberInfo.Role.WORKER);
        return new MemberInfo("host-" + number, version, "127.0.0.1", 7890, number, roles, 4, Set.of(), topologies, "");
    }
}
