package io.millrace.master.schedule;

import static io.millrace.master.schedule.Clusters.demand;
import static io.millrace.master.schedule.Clusters.inForce;
import static io.millrace.master.schedule.Clusters.master;
import static io.millrace.master.schedule.Clusters.on;
import static io.millrace.master.schedule.Clusters.worker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cluster.Assignment;
import io.millrace.cluster.ClusterMemberInfo;
import io.millrace.cluster.Scheduler.Schedule;
import io.millrace.cluster.TopologyDemand;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SlotSchedulerTest {

    private static final Map<String, Assignment> NOTHING = Map.of();

    static Stream<Arguments> placements() {
        return Stream.of(
                placed("one member takes all", demand("t", 3), List.of(worker(5, 3)), NOTHING, 5, 5, 5),
                placed("spread", demand("t", 4), List.of(worker(1, 4), worker(2, 4)), NOTHING, 1, 2, 1, 2),
                placed(
                        "the most free slots come first among equals",
                        demand("t", 3),
                        List.of(worker(1, 1), worker(2, 2), worker(3, 3)),
                        NOTHING,
                        3,
                        2,
                        1),
                placed(
                        "fewest of this topology before most free slots",
                        demand("t", 3),
                        List.of(worker(1, 9), worker(2, 2)),
                        NOTHING,
                        1,
                        2,
                        1),
                placed(
                        "a small member fills, the others take the rest",
                        demand("t", 5),
                        List.of(worker(1, 1), worker(2, 2), worker(3, 2)),
                        NOTHING,
                        2,
                        3,
                        1,
                        2,
                        3),
                placed("no master", demand("t", 2), List.of(master(1, 8), worker(2, 2)), NOTHING, 2, 2),
                placed("no member without slots", demand("t", 1), List.of(worker(1, 0), worker(2, 1)), NOTHING, 2),
                placed(
                        "all labels on the member",
                        demand("t", 2, "gpu", "ssd"),
                        List.of(worker(1, 4, "gpu"), worker(2, 4, "gpu", "ssd", "x")),
                        NOTHING,
                        2,
                        2),
                placed(
                        "what is in force stays, however uneven",
                        demand("t", 3),
                        List.of(worker(1, 4), worker(2, 4)),
                        inForce(on("t", 2, 2, 2)),
                        2,
                        2,
                        2),
                placed(
                        "only what is lost moves",
                        demand("t", 4),
                        List.of(worker(1, 4), worker(3, 4)),
                        inForce(on("t", 1, 2, 1, 2)),
                        1,
                        3,
                        1,
                        3),
                placed(
                        "a lost label counts as a lost member",
                        demand("t", 2, "gpu"),
                        List.of(worker(1, 4, "gpu"), worker(2, 4)),
                        inForce(on("t", 2, 1)),
                        1,
                        1),
                placed(
                        "a lost slot too; the first slices stay",
                        demand("t", 3),
                        List.of(worker(1, 2), worker(2, 4)),
                        inForce(on("t", 1, 1, 1)),
                        1,
                        1,
                        2),
                placed(
                        "a role that is given up too",
                        demand("t", 2),
                        List.of(master(1, 4), worker(2, 4)),
                        inForce(on("t", 1, 2)),
                        2,
                        2),
                placed(
                        "more slices: the old ones stay",
                        demand("t", 4),
                        List.of(worker(1, 4), worker(2, 4)),
                        inForce(on("t", 1, 1)),
                        1,
                        1,
                        2,
                        2),
                placed(
                        "fewer slices: the first stay",
                        demand("t", 2),
                        List.of(worker(1, 4), worker(2, 4)),
                        inForce(on("t", 2, 1, 2, 1)),
                        2,
                        1),
                placed(
                        "what is not demanded holds nothing",
                        demand("t", 2),
                        List.of(worker(1, 2)),
                        inForce(on("gone", 1, 1)),
                        1,
                        1));
    }

    private static Arguments placed(
            String what,
            TopologyDemand demand,
            List<ClusterMemberInfo> members,
            Map<String, Assignment> current,
            Integer... expected) {
        return Arguments.of(what, demand, members, current, List.of(expected));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("placements")
    void shouldPlace(
            String what,
            TopologyDemand demand,
            List<ClusterMemberInfo> members,
            Map<String, Assignment> current,
            List<Integer> expected) {
        Schedule schedule = new SlotScheduler().schedule(List.of(demand), members, current);
        assertThat(schedule.waiting()).isEmpty();
        assertThat(schedule.assignments()).containsExactly(Map.entry("t", new Assignment("t", expected)));
    }

    static Stream<Arguments> sentences() {
        return Stream.of(
                waits(demand("t", 4), List.of(), "needs 4 slots, there is no member; start one"),
                waits(
                        demand("t", 1),
                        List.of(master(1, 4), worker(2, 0)),
                        "needs 1 slot, no member is a worker that has slots; start one"),
                waits(
                        demand("t", 2, "gpu"),
                        List.of(worker(1, 4)),
                        "needs 2 slots with label gpu, no worker has label gpu; start one that does"),
                waits(
                        demand("t", 2, "ssd", "gpu", "big"),
                        List.of(worker(1, 4, "gpu")),
                        "needs 2 slots with labels big, gpu and ssd, no worker has labels big, gpu and ssd; "
                                + "start one that does"),
                waits(
                        demand("t", 4, "gpu"),
                        List.of(worker(9, 2, "gpu"), worker(7, 1, "gpu"), worker(8, 8)),
                        "needs 4 slots with label gpu, 3 are free on 2 members (7 and 9); "
                                + "start another member, or lower its parallelism"),
                waits(
                        demand("t", 2),
                        List.of(worker(3, 1)),
                        "needs 2 slots, 1 is free on member 3; start another member, or lower its parallelism"),
                waits(
                        demand("t", 40),
                        IntStream.rangeClosed(1, 10).mapToObj(i -> worker(i, 1)).toList(),
                        "needs 40 slots, 10 are free on 10 members (1, 2, 3, 4, 5, 6, 7, 8 and 2 more); "
                                + "start another member, or lower its parallelism"));
    }

    private static Arguments waits(TopologyDemand demand, List<ClusterMemberInfo> members, String expected) {
        return Arguments.of(demand, members, expected);
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void shouldSayWhatATopologyWaitsFor(TopologyDemand demand, List<ClusterMemberInfo> members, String expected) {
        Schedule schedule = new SlotScheduler().schedule(List.of(demand), members, NOTHING);
        assertThat(schedule.assignments()).isEmpty();
        assertThat(schedule.waiting()).containsExactly(Map.entry("t", expected));
    }

    @Test
    void shouldSayThatNothingIsFree() {
        Schedule schedule = new SlotScheduler()
                .schedule(List.of(demand("a", 2), demand("b", 1)), List.of(worker(1, 1), worker(2, 1)), NOTHING);
        assertThat(schedule.waiting())
                .containsExactly(Map.entry(
                        "b",
                        "needs 1 slot, none is free on 2 members (1 and 2); "
                                + "start another member, or lower its parallelism"));
    }

    @Test
    void shouldGoByPriorityThenByWhatIsInForceThenByName() {
        List<TopologyDemand> demands =
                List.of(demand("a", 1), demand("b", 1), demand("c", 1), demand("d", 1, 5), demand("e", 1, -5));
        assertThat(runningOn(1, demands)).containsOnlyKeys("d");
        assertThat(runningOn(2, demands)).containsOnlyKeys("c", "d");
        assertThat(runningOn(3, demands)).containsOnlyKeys("a", "c", "d");
        assertThat(runningOn(4, demands)).containsOnlyKeys("a", "b", "c", "d");
    }

    /** Only c is in force, on a member that is gone. */
    private static Map<String, Assignment> runningOn(int slots, List<TopologyDemand> demands) {
        return new SlotScheduler()
                .schedule(demands, List.of(worker(1, slots)), inForce(on("c", 99)))
                .assignments();
    }

    @Test
    void shouldNotDisturbWhatRunsForAHigherPriority() {
        Schedule schedule = new SlotScheduler()
                .schedule(
                        List.of(demand("high", 2, 10), demand("low", 2, 0)),
                        List.of(worker(1, 3)),
                        inForce(on("low", 1, 1)));
        assertThat(schedule.assignments()).containsExactly(Map.entry("low", on("low", 1, 1)));
        assertThat(schedule.waiting()).containsOnlyKeys("high");
    }

    @Test
    void shouldGiveTheSlotsOfABrokenTopologyToAHigherPriorityThatNeedsThem() {
        Schedule schedule = new SlotScheduler()
                .schedule(
                        List.of(demand("high", 3, 10), demand("low", 3, 0)),
                        List.of(worker(1, 4)),
                        inForce(on("low", 1, 1, 2)));
        assertThat(schedule.assignments()).containsExactly(Map.entry("high", on("high", 1, 1, 1)));
        assertThat(schedule.waiting()).containsOnlyKeys("low");
    }

    @Test
    void shouldLeaveAloneWhatABrokenTopologyKeepsWhileThereIsOtherRoom() {
        Schedule schedule = new SlotScheduler()
                .schedule(
                        List.of(demand("high", 2, 10), demand("low", 3, 0)),
                        List.of(worker(1, 2), worker(3, 3)),
                        inForce(on("low", 1, 1, 2)));
        assertThat(schedule.assignments())
                .containsOnly(Map.entry("high", on("high", 3, 3)), Map.entry("low", on("low", 1, 1, 3)));
    }

    @Test
    void shouldGiveTheSlotsOfATopologyThatWaitsToALowerPriority() {
        Schedule schedule = new SlotScheduler()
                .schedule(
                        List.of(demand("high", 4, 10), demand("low", 2, 0)),
                        List.of(worker(1, 2)),
                        inForce(on("high", 1, 1, 2, 2)));
        assertThat(schedule.assignments()).containsExactly(Map.entry("low", on("low", 1, 1)));
        assertThat(schedule.waiting()).containsOnlyKeys("high");
    }

    @Test
    void shouldLetATopologyOfLowerPriorityPassOneThatDoesNotFit() {
        Schedule schedule = new SlotScheduler()
                .schedule(List.of(demand("big", 9, 10), demand("small", 1, 0)), List.of(worker(1, 2)), NOTHING);
        assertThat(schedule.assignments()).containsOnlyKeys("small");
    }

    @Test
    void shouldRefuseAmbiguousInput() {
        SlotScheduler scheduler = new SlotScheduler();
        assertThatThrownBy(() -> scheduler.schedule(List.of(demand("t", 1), demand("t", 2)), List.of(), NOTHING))
                .hasMessage("Topology is demanded twice: topology=t");
        assertThatThrownBy(() -> scheduler.schedule(List.of(), List.of(worker(1, 1), worker(1, 2)), NOTHING))
                .hasMessage("Member is there twice: number=1");
    }
}
