package io.millrace.worker.remote;

import io.millrace.worker.plan.Plan;
import io.millrace.worker.plan.Stage;
import io.millrace.worker.snapshot.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The leases that a leader gives, and when those are over that were given by it or before it.
 *
 * <p><b>Why it is safe.</b> A member counts from when it asked, {@code a}. The leader gives what it was asked for at {@code r >= a}
 * only if it led at some {@code v >= r}. So all leases of a leader end before {@code v + length}, and what replaced it began
 * after {@code v}: it waits {@code length + margin} from its own beginning. The same leader waits that long from the last
 * {@code r}.
 *
 * <p><b>Thread.</b> Owned by the supervisor.
 */
final class LeaseGrants {

    /** Time after which a check that has told nothing is not waited for any more. */
    private static final long REPEAT_NANOS = 200_000_000;

    private final Plan plan;
    private final Set<Integer> boundStages;
    private final LeaseTerms terms;
    private final LeaseGround ground;
    private final LongSupplier clockNanos;
    private final Inbox inbox;
    private final long beganNanos;
    private final Map<Integer, Long> overNanos = new HashMap<>();

    /** Regions that tasks of earlier leaders may still write for. */
    private final Set<Integer> beset = new HashSet<>();

    private List<Asked> asked = new ArrayList<>();
    private boolean hasAdopted;
    private boolean isConfirming;
    private long confirmingNanos;

    LeaseGrants(Plan plan, ClusterHost.Terms of, Inbox inbox) {
        this.plan = plan;
        this.boundStages = plan.stages().stream()
                .filter(plan::isBoundByLease)
                .map(Stage::number)
                .collect(Collectors.toSet());
        this.terms = of.leases();
        this.ground = of.ground();
        this.clockNanos = of.clockNanos();
        this.inbox = inbox;
        this.beganNanos = clockNanos.getAsLong();
    }

    /** What a member has asked for. */
    private record Asked(Member member, Report.LeaseAsked report, long atNanos) {}

    /** A member asks. It gets nothing while something may run there that is to end. */
    void asked(Member member, Report.LeaseAsked report) {
        asked.add(new Asked(member, report, clockNanos.getAsLong()));
        confirm();
    }

    private void confirm() {
        long nowNanos = clockNanos.getAsLong();
        if (asked.isEmpty() || (isConfirming && nowNanos - confirmingNanos < REPEAT_NANOS)) {
            return;
        }
        isConfirming = true;
        confirmingNanos = nowNanos;
        List<Asked> confirmed = asked;
        asked = new ArrayList<>();
        ground.confirm(() -> inbox.add(() -> {
            isConfirming = false;
            confirmed.forEach(this::give);
            confirm();
        }));
    }

    private void give(Asked of) {
        Member member = of.member;
        if (!member.isReady() || member.session() != of.report.session()) {
            return;
        }
        overNanos.merge(member.executor(), of.atNanos + terms.waitNanos(), LeaseGrants::later);
        member.send(new Command.Lease(of.report.topology(), member.session(), of.report.atNanos()));
    }

    /** An executor has given its lease back. */
    void givenBack(int executor) {
        overNanos.computeIfPresent(
                executor,
                (number, over) ->
                        earlier(over, clockNanos.getAsLong() + terms.margin().toNanos()));
    }

    /** Somebody has started these regions before; numbers of their first stages. */
    void notePredecessors(Set<Integer> regions) {
        plan.regions().stream()
                .filter(Plan::hasBoundByLease)
                .map(Stock::number)
                .filter(regions::contains)
                .forEach(beset::add);
    }

    /** What runs of a region goes on, maybe by leases of an earlier leader. */
    void adopted(int region) {
        beset.remove(region);
        hasAdopted = true;
    }

    /** Whether tasks of an earlier leader may still write, in regions that are to be started. */
    boolean isWaiting() {
        return !beset.isEmpty() && !areFormerOver();
    }

    /** Whether a task of an executor may still write by a lease. */
    boolean mayWrite(Member member, TaskId task) {
        return boundStages.contains(task.stage()) && !isOver(member.executor());
    }

    /** Whether nothing of an executor writes any more by a lease. */
    boolean isOver(int executor) {
        if (hasAdopted && !areFormerOver()) {
            return false;
        }
        Long over = overNanos.get(executor);
        return over == null || clockNanos.getAsLong() - over >= 0;
    }

    /** Whether nothing writes any more by a lease of an earlier leader. */
    boolean areFormerOver() {
        return clockNanos.getAsLong() - beganNanos - terms.waitNanos() >= 0;
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    private static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }
}
