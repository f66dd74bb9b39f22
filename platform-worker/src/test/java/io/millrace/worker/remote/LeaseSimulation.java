package io.millrace.worker.remote;

import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.plan.Planner;
import io.millrace.worker.task.Lease;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Members and leaders that come one after the other, whose clocks do not run alike, on ways that take their time: nobody holds a
 * lease when whoever leads takes it for over. Everything is decided by the seed.
 */
final class LeaseSimulation {

    private static final String TOPOLOGY = "words";
    private static final LeaseTerms TERMS = LeaseTerms.DEFAULTS;
    private static final Plan PLAN = plan();
    private static final int STEPS = 2_000;
    private static final long MAX_STEP_NANOS = 20_000_000;
    private static final int MAX_DELAY_MILLIS = 600;

    /** One clock may run this much faster than it should, another as much slower. */
    private static final double MAX_SKEW = 0.11;

    private final Random random;
    private final Fault fault;
    private final List<Holder> holders = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final List<Giver> givers = new ArrayList<>();
    private long realNanos;
    private long epoch;
    private int given;
    private int lapsed;

    LeaseSimulation(long seed, Fault fault) {
        this.random = new Random(seed);
        this.fault = fault;
        for (int i = 0; i < 3; i++) {
            holders.add(new Holder(i));
        }
        elect();
    }

    /** What may be wrong on purpose. */
    enum Fault {
        NONE,
        NO_MARGIN,
        NO_CONFIRMATION,
        COUNTED_FROM_ARRIVAL
    }

    private static Plan plan() {
        TopologyBuilder builder = TopologyBuilder.named(TOPOLOGY);
        builder.source("text", Sources.of("a")).sink("out", text -> {});
        return Planner.plan(builder.build(), 1);
    }

    /** Leases that were given. */
    int given() {
        return given;
    }

    /** Times that a leader took the lease of a member for over that had once held it. */
    int lapsed() {
        return lapsed;
    }

    /**
     * Runs.
     *
     * @throws AssertionError if a lease is held when it is taken for over
     */
    LeaseSimulation run() {
        for (int i = 0; i < STEPS; i++) {
            realNanos += random.nextInt((int) MAX_STEP_NANOS);
            arrive();
            if (random.nextInt(200) == 0) {
                elect();
            }
            Giver latest = givers.get(givers.size() - 1);
            holders.forEach(holder -> holder.step(latest));
            givers.forEach(giver -> giver.inbox.runAll());
            if (random.nextInt(150) == 0) {
                latest.giveUp(random.nextInt(holders.size()));
            }
            holders.forEach(holder -> require(latest, holder));
        }
        return this;
    }

    private void elect() {
        epoch++;
        givers.add(new Giver(epoch));
    }

    private void require(Giver latest, Holder holder) {
        Member member = latest.members.get(holder.number);
        boolean isServed = member.isReady();
        boolean isTakenForOver = !isServed && latest.grants.isOver(holder.number) && latest.grants.areFormerOver();
        if (!isTakenForOver) {
            return;
        }
        if (holder.lease.lease().isHeld(holder.clock.nanos())) {
            throw new AssertionError(
                    "A lease is held that is taken for over: member=" + holder.number + ", epoch=" + epoch);
        }
        lapsed += holder.hasHeld ? 1 : 0;
        holder.hasHeld = false;
    }

    private void later(Runnable what) {
        int bound = random.nextInt(4) == 0 ? MAX_DELAY_MILLIS : 5;
        deliveries.add(new Delivery(realNanos + 1_000_000L * random.nextInt(bound), what));
    }

    private void arrive() {
        List<Delivery> due = deliveries.stream()
                .filter(delivery -> delivery.dueNanos <= realNanos)
                .toList();
        deliveries.removeAll(due);
        due.forEach(delivery -> delivery.what.run());
    }

    private record Delivery(long dueNanos, Runnable what) {}

    /** A clock that runs a little faster or slower than time. */
    private final class Clock {

        private final double rate = 1 + MAX_SKEW * (random.nextInt(3) - 1);
        private final long offset = random.nextInt(1_000_000);

        long nanos() {
            return offset + (long) (realNanos * rate);
        }
    }

    /** A member that asks whom it obeys. */
    private final class Holder {

        private final int number;
        private final Clock clock = new Clock();
        private final MemberLease lease = new MemberLease(TERMS);
        private Giver leader;
        private long session;
        private boolean hasHeld;

        Holder(int number) {
            this.number = number;
        }

        void step(Giver latest) {
            if (leader == null || (leader != latest && random.nextInt(400) == 0)) {
                leader = latest;
                session = latest.begin(number);
            } else if (session != leader.members.get(number).session() && random.nextInt(400) == 0) {
                session = leader.begin(number);
            }
            Giver asked = leader;
            long of = session;
            if (random.nextInt(3) > 0) {
                lease.ask(
                        clock.nanos(),
                        atNanos -> new Report.LeaseAsked(TOPOLOGY, of, atNanos),
                        report -> later(() -> asked.heard(number, (Report.LeaseAsked) report)));
            }
        }

        void heard(Giver from, Command.Lease command) {
            if (from == leader && command.session() == session) {
                boolean isWrong = fault == Fault.COUNTED_FROM_ARRIVAL;
                lease.given(isWrong ? clock.nanos() : command.askedNanos());
                Lease held = lease.lease();
                hasHeld |= held.isHeld(clock.nanos());
                given++;
            }
        }
    }

    /** A leader, in force or not. */
    private final class Giver implements LeaseGround {

        private final long ofEpoch;
        private final Inbox inbox = new Inbox(() -> {});
        private final LeaseGrants grants;
        private final List<Member> members = new ArrayList<>();
        private final Messages messages = new Messages();
        private long sessions;

        Giver(long ofEpoch) {
            this.ofEpoch = ofEpoch;
            this.sessions = ofEpoch << 32;
            Clock clock = new Clock();
            LeaseTerms terms = fault == Fault.NO_MARGIN
                    ? new LeaseTerms(TERMS.length(), TERMS.margin().minus(TERMS.margin()))
                    : TERMS;
            this.grants =
                    new LeaseGrants(PLAN, new ClusterHost.Terms(() -> sessions++, terms, this, clock::nanos), inbox);
            for (Holder holder : holders) {
                Post post = (executor, bytes) -> {
                    Command.Lease command = (Command.Lease) messages.read(bytes);
                    later(() -> holder.heard(this, command));
                    return true;
                };
                Member member = new Member(holder.number, TOPOLOGY, new Outbox(post, holder.number), messages);
                member.lose(sessions++);
                members.add(member);
            }
        }

        long begin(int number) {
            Member member = members.get(number);
            member.connected();
            member.answered();
            member.ready();
            return member.session();
        }

        void giveUp(int number) {
            members.get(number).lose(sessions++);
        }

        void heard(int number, Report.LeaseAsked report) {
            Member member = members.get(number);
            if (report.session() == member.session() && member.isInSession()) {
                grants.asked(member, report);
            }
        }

        @Override
        public void confirm(Runnable whenFirm) {
            later(() -> {
                if (ofEpoch == epoch || fault == Fault.NO_CONFIRMATION) {
                    later(whenFirm);
                }
            });
        }
    }
}
