package io.millrace.worker.remote;

import io.millrace.worker.plan.Plan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an earlier leader of a topology has started, as far as members have said what they run.
 *
 * <p>A start can be taken over if it is the last of its region, if each of its tasks has been found, and none has failed.
 *
 * <p><b>Thread.</b> Owned by the supervisor.
 */
final class Stock {

    private static final Logger log = LoggerFactory.getLogger(Stock.class);

    /** Time in which members answer; who is later lets go of what it runs. */
    private static final long PATIENCE_MILLIS = 3000;

    private final Plan plan;
    private final Map<Integer, Long> last;
    private final Set<Integer> awaited;
    private final Set<Member> answered = new LinkedHashSet<>();
    private final Map<Long, ClusterTasks> found = new TreeMap<>();
    private final long endMillis;

    /**
     * Begins to take stock.
     *
     * @param last number of the last start of each region, by the number of its first stage
     * @param members who may run something
     */
    Stock(Plan plan, Map<Integer, Long> last, Set<Integer> members, long nowMillis) {
        this.plan = plan;
        this.last = last;
        this.awaited = new HashSet<>(members);
        this.endMillis = nowMillis + PATIENCE_MILLIS;
    }

    /** A member has said what it runs. */
    void add(Member member, List<Report.Found> starts) {
        awaited.remove(member.executor());
        answered.add(member);
        for (Report.Found start : starts) {
            Plan region = region(start);
            if (region != null) {
                found.computeIfAbsent(start.attempt(), attempt -> ClusterTasks.running(topology(), start))
                        .found(member, start, region);
            } else {
                log.warn(
                        "Member runs what cannot be taken over: topology={}, executor={}, attempt={}, last={}",
                        topology(),
                        member.executor(),
                        start.attempt(),
                        last);
            }
        }
    }

    private @Nullable Plan region(Report.Found start) {
        return plan.regions().stream()
                .filter(region -> Long.valueOf(start.attempt()).equals(last.get(number(region))))
                .filter(region -> region.checksum() == start.plan())
                .findFirst()
                .orElse(null);
    }

    /** The tasks that have been found, of which something may be heard. */
    List<ClusterTasks> tasks() {
        return List.copyOf(found.values());
    }

    /** A member has been given up. */
    void lost(Member member) {
        awaited.remove(member.executor());
        answered.remove(member);
    }

    /** Members that have answered. */
    Set<Member> answered() {
        return answered;
    }

    boolean isComplete(long nowMillis) {
        return awaited.isEmpty() || nowMillis >= endMillis;
    }

    /** What can be taken over, by the number of the first stage of the region. */
    Map<Integer, ClusterTasks> whole() {
        Map<Integer, ClusterTasks> whole = new HashMap<>();
        for (Plan region : plan.regions()) {
            Long attempt = last.get(number(region));
            ClusterTasks tasks = attempt == null ? null : found.get(attempt);
            if (tasks != null && tasks.isWhole(region)) {
                whole.put(number(region), tasks);
            }
        }
        if (!awaited.isEmpty()) {
            log.warn("Members have not said what they run: topology={}, executors={}", topology(), awaited);
        }
        return whole;
    }

    static int number(Plan region) {
        return region.stages().get(0).number();
    }

    private String topology() {
        return plan.topology().name();
    }
}
