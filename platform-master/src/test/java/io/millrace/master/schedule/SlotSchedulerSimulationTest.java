package io.millrace.master.schedule;

import static io.millrace.master.schedule.Clusters.demand;
import static io.millrace.master.schedule.Clusters.worker;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cluster.Assignment;
import io.millrace.cluster.ClusterMemberInfo;
import io.millrace.cluster.Scheduler.Schedule;
import io.millrace.cluster.TopologyDemand;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lets clusters of any shape live for some steps, a seed each, and checks each decision. */
class SlotSchedulerSimulationTest {

    private static final int SEEDS = 1_000;
    private static final int STEPS = 8;
    private static final List<String> LABELS = List.of("gpu", "ssd");

    private final SlotScheduler scheduler = new SlotScheduler();

    @Test
    void shouldDecideSoundlyInClustersOfAnyShape() {
        int moved = 0;
        int waited = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            Map<String, Assignment> current = Map.of();
            List<ClusterMemberInfo> members = members(random);
            List<TopologyDemand> demands = demands(random);
            for (int step = 0; step < STEPS; step++) {
                Schedule schedule = scheduler.schedule(demands, members, current);
                String where = "seed %d, step %d".formatted(seed, step);
                checkSlots(where, demands, members, schedule);
                checkStability(where, demands, members, schedule, random);
                checkMoves(where, demands, members, current, schedule);
                checkNothingFits(where, demands, members, schedule);
                moved += schedule.assignments().equals(current) ? 0 : 1;
                waited += schedule.waiting().isEmpty() ? 0 : 1;
                current = schedule.assignments();
                members = changed(members, random);
                demands = random.nextInt(4) == 0 ? demands(random) : demands;
            }
        }
        assertThat(moved).as("steps that changed something").isGreaterThan(SEEDS);
        assertThat(waited).as("steps in which something waited").isGreaterThan(SEEDS);
    }

    @Test
    void shouldMoveOnlyTheSlicesOfALostMemberIfThereIsRoom() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            int slots = 1 + random.nextInt(8);
            int size = 2 + random.nextInt(8);
            List<ClusterMemberInfo> members = IntStream.rangeClosed(1, size)
                    .mapToObj(number -> worker(number, slots))
                    .toList();
            List<TopologyDemand> demands = new ArrayList<>();
            int room = (size - 1) * slots;
            for (int i = 0; room > 0; i++) {
                int slices = 1 + random.nextInt(room);
                demands.add(demand("t" + i, slices, random.nextInt(3)));
                room -= slices;
            }
            Map<String, Assignment> before =
                    scheduler.schedule(demands, members, Map.of()).assignments();
            int lost = 1 + random.nextInt(size);
            List<ClusterMemberInfo> rest =
                    members.stream().filter(member -> member.number() != lost).toList();

            Schedule after = scheduler.schedule(demands, rest, before);

            String where = "seed %d".formatted(seed);
            assertThat(after.waiting()).as(where).isEmpty();
            before.forEach((topology, old) -> {
                List<Integer> now = after.assignments().get(topology).members();
                for (int slice = 0; slice < now.size(); slice++) {
                    int was = old.members().get(slice);
                    if (was != lost) {
                        assertThat(now.get(slice)).as(where).isEqualTo(was);
                    }
                }
            });
        }
    }

    @Test
    void shouldSpreadEvenlyOverEqualMembers() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            int slots = 1 + random.nextInt(8);
            int size = 1 + random.nextInt(8);
            List<ClusterMemberInfo> members = IntStream.rangeClosed(1, size)
                    .mapToObj(number -> worker(number, slots))
                    .toList();
            int slices = 1 + random.nextInt(size * slots);

            Assignment assignment = scheduler
                    .schedule(List.of(demand("t", slices)), members, Map.of())
                    .assignments()
                    .get("t");

            String where = "seed %d".formatted(seed);
            assertThat(assignment).as(where).isNotNull();
            Map<Integer, Long> counts = counted(List.of(assignment));
            members.forEach(member -> assertThat(counts.getOrDefault(member.number(), 0L))
                    .as(where)
                    .isBetween((long) slices / size, (long) (slices + size - 1) / size));
        }
    }

    private static void checkSlots(
            String where, List<TopologyDemand> demands, List<ClusterMemberInfo> members, Schedule schedule) {
        Map<Integer, ClusterMemberInfo> byNumber = byNumber(members);
        for (TopologyDemand demand : demands) {
            Assignment assignment = schedule.assignments().get(demand.topology());
            assertThat(assignment == null)
                    .as(where)
                    .isEqualTo(schedule.waiting().containsKey(demand.topology()));
            if (assignment != null) {
                assertThat(assignment.members()).as(where).hasSize(demand.slices());
                assignment
                        .members()
                        .forEach(
                                member -> assertThat(byNumber.get(member).info().labels())
                                        .as(where)
                                        .containsAll(demand.labels()));
            }
        }
        assertThat(schedule.assignments().size() + schedule.waiting().size())
                .as(where)
                .isEqualTo(demands.size());
        counted(schedule.assignments().values())
                .forEach((member, count) -> assertThat(count)
                        .as(where)
                        .isLessThanOrEqualTo(byNumber.get(member).info().slots()));
    }

    private void checkStability(
            String where,
            List<TopologyDemand> demands,
            List<ClusterMemberInfo> members,
            Schedule schedule,
            Random random) {
        Schedule again = scheduler.schedule(
                shuffled(demands, random), shuffled(members, random), reversed(schedule.assignments()));
        assertThat(again).as(where).isEqualTo(schedule);
    }

    /** The same decision whatever the order; and topologies that lost nothing are where they were. */
    private void checkMoves(
            String where,
            List<TopologyDemand> demands,
            List<ClusterMemberInfo> members,
            Map<String, Assignment> current,
            Schedule schedule) {
        Random random = new Random(where.hashCode());
        assertThat(scheduler.schedule(shuffled(demands, random), shuffled(members, random), reversed(current)))
                .as(where)
                .isEqualTo(schedule);
        Map<Integer, Long> slotsInForce = counted(current.values());
        Map<Integer, ClusterMemberInfo> byNumber = byNumber(members);
        for (TopologyDemand demand : demands) {
            Assignment old = current.get(demand.topology());
            if (old != null
                    && old.members().size() == demand.slices()
                    && old.members().stream().allMatch(number -> {
                        ClusterMemberInfo member = byNumber.get(number);
                        return member != null
                                && member.info().labels().containsAll(demand.labels())
                                && member.info().slots() >= slotsInForce.get(number);
                    })) {
                assertThat(schedule.assignments()).as(where).containsEntry(demand.topology(), old);
            }
        }
    }

    private static void checkNothingFits(
            String where, List<TopologyDemand> demands, List<ClusterMemberInfo> members, Schedule schedule) {
        Map<Integer, Long> used = counted(schedule.assignments().values());
        for (TopologyDemand demand : demands) {
            if (schedule.waiting().containsKey(demand.topology())) {
                long free = members.stream()
                        .filter(member -> member.info().labels().containsAll(demand.labels()))
                        .mapToLong(member -> member.info().slots() - used.getOrDefault(member.number(), 0L))
                        .sum();
                assertThat(free).as(where).isLessThan(demand.slices());
            }
        }
    }

    private static List<ClusterMemberInfo> members(Random random) {
        return IntStream.rangeClosed(1, random.nextInt(7))
                .mapToObj(number -> member(number, random))
                .toList();
    }

    private static ClusterMemberInfo member(int number, Random random) {
        return worker(number, random.nextInt(6), someLabels(random, 2));
    }

    private static String[] someLabels(Random random, int oneIn) {
        return LABELS.stream().filter(label -> random.nextInt(oneIn) == 0).toArray(String[]::new);
    }

    private static List<TopologyDemand> demands(Random random) {
        return IntStream.rangeClosed(1, random.nextInt(6))
                .mapToObj(i -> demand("t" + i, 1 + random.nextInt(8), random.nextInt(3) - 1, someLabels(random, 4)))
                .toList();
    }

    /** One leaves, comes, or announces something else; or nothing happens. */
    private static List<ClusterMemberInfo> changed(List<ClusterMemberInfo> members, Random random) {
        Map<Integer, ClusterMemberInfo> next = new LinkedHashMap<>(byNumber(members));
        int number = 1 + random.nextInt(8);
        if (random.nextBoolean()) {
            next.remove(number);
        } else {
            next.put(number, member(number, random));
        }
        return List.copyOf(next.values());
    }

    private static Map<Integer, ClusterMemberInfo> byNumber(List<ClusterMemberInfo> members) {
        return members.stream()
                .collect(Collectors.toMap(
                        ClusterMemberInfo::number, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }

    private static Map<Integer, Long> counted(Iterable<Assignment> assignments) {
        Map<Integer, Long> counts = new HashMap<>();
        assignments.forEach(assignment -> assignment.members().forEach(member -> counts.merge(member, 1L, Long::sum)));
        return counts;
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }

    private static Map<String, Assignment> reversed(Map<String, Assignment> map) {
        List<String> keys = new ArrayList<>(map.keySet());
        Collections.reverse(keys);
        Map<String, Assignment> reversed = new LinkedHashMap<>();
        keys.forEach(key -> reversed.put(key, map.get(key)));
        return reversed;
    }
}
