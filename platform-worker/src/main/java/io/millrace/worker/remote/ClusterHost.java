package io.millrace.worker.remote;

import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.worker.exchange.ChannelAddress;
import io.millrace.worker.plan.Placement;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.snapshot.Restored;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.supervise.TaskGroup;
import io.millrace.worker.supervise.TaskHost;
import io.millrace.worker.task.Checkpoints;
import io.millrace.worker.task.SourceSplits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks of a topology in several processes, as its supervisor sees them. They run under a {@link MemberAgent} everywhere,
 * also in the process of the supervisor.
 *
 * <p>Where they run is {@linkplain #assign said} from outside, again whenever that is to change. Tasks that run stay where they
 * are: another placement counts for those that are started from then on.
 *
 * <p>What an earlier leader has started, and what still runs, is taken over where that can be: {@link #find} says where to look.
 *
 * <p>An executor that is out of reach for longer than {@value #GRACE_MILLIS} ms, or on the way to which messages were lost, is
 * given up: its tasks count as failed and closed, and nothing that it says of them later is heard. It takes part again when it
 * says that none of them runs any more.
 *
 * <p><b>Thread.</b> Called by whoever calls the supervisor; {@link #find}, {@link #assign}, {@link #unassign} and {@link PeerEvents} by any.
 */
public final class ClusterHost implements TaskHost, PeerEvents {

    private static final Logger log = LoggerFactory.getLogger(ClusterHost.class);

    /** How long a connection may be away with nothing lost. */
    static final long GRACE_MILLIS = 500;

    /** How often it is looked whether a lease is over that is waited for. */
    private static final long LEASE_MILLIS = 20;

    private final Plan plan;
    private final String topology;
    private final int self;
    private final Post post;
    private final HostListener listener;
    private final Inbox inbox;
    private final Messages messages = new Messages();
    private final Map<Integer, Member> members = new TreeMap<>();
    private final Map<Long, ClusterTasks> attempts = new HashMap<>();
    private final RemoteCounts counts = new RemoteCounts();
    private final Map<Integer, ClusterTasks> adoptable = new HashMap<>();
    private Map<Integer, Long> lastAttempts = Map.of();
    private @Nullable Stock stock;
    private final LongSupplier sessions;
    private final LeaseGrants leases;
    private long nowMillis;
    private @Nullable Placement placement;
    private Set<Integer> placed = Set.of();
    private String waiting = "it has not been decided where tasks run";
    private TopologyState state = TopologyState.STARTING;
    private @Nullable TopologyFailure failure;

    /**
     * Makes the host of a topology that is not assigned to anybody.
     *
     * @param self number of this executor
     * @param post sends messages to executors, this one included
     * @param terms on which it leads
     * @param wake has the supervisor called soon; any thread
     */
    public ClusterHost(Plan plan, int self, Post post, Terms terms, HostListener listener, Runnable wake) {
        this.plan = plan;
        this.topology = plan.topology().name();
        this.self = self;
        this.post = post;
        this.listener = listener;
        this.inbox = new Inbox(wake);
        this.sessions = terms.sessions;
        this.leases = new LeaseGrants(plan, terms, inbox);
    }

    /**
     * On which terms a host leads.
     *
     * @param sessions gives numbers of sessions: each greater than all before, also those of every earlier host of the topology
     * @param leases those that it gives
     * @param ground what it gives them on
     * @param clockNanos time for leases, of which only differences count
     */
    public record Terms(LongSupplier sessions, LeaseTerms leases, LeaseGround ground, LongSupplier clockNanos) {}

    /** What is counted in the tasks of other executors; any thread. */
    public RemoteCounts counts() {
        return counts;
    }

    /**
     * Has executors asked what they run. Nothing is started until they have answered, or have had time enough; what came of it is
     * said to the listener. Without this nothing is taken over.
     */
    public void find(Set<Integer> executors) {
        inbox.add(() -> {
            executors.forEach(this::member);
            stock = new Stock(plan, lastAttempts, executors, nowMillis);
        });
    }

    /** Gives an executor up that takes part, though it can be reached from here: what it runs is of no use. */
    public void giveUp(int executor, String reason) {
        inbox.add(() -> {
            Member member = members.get(executor);
            if (member != null && member.isInSession()) {
                log.warn("Executor is left out: topology={}, executor={}; {}", topology, executor, reason);
                forget(member, reason);
            }
        });
    }

    /** Says where tasks run that are started from now on. */
    public void assign(Placement next) {
        inbox.add(() -> {
            placement = next;
            placed = Places.executors(plan, next);
            placed.forEach(this::member);
        });
    }

    /** Tasks cannot be started for now. */
    public void unassign(String reason) {
        inbox.add(() -> {
            placement = null;
            placed = Set.of();
            waiting = reason;
        });
    }

    @Override
    public void seek(Map<Integer, Long> attempts) {
        lastAttempts = attempts;
    }

    @Override
    public void notePredecessors(Set<Integer> regions) {
        leases.notePredecessors(regions);
    }

    @Override
    public boolean isSeeking() {
        return stock != null;
    }

    @Override
    public @Nullable Adopted adopt(Plan region) {
        ClusterTasks tasks = adoptable.remove(Stock.number(region));
        if (tasks == null) {
            return null;
        }
        leases.adopted(Stock.number(region));
        return new Adopted(tasks.attempt(), tasks);
    }

    @Override
    public @Nullable String absence() {
        if (stock != null) {
            return "it is being found out what runs already";
        }
        if (placement == null) {
            return waiting;
        }
        if (leases.isWaiting()) {
            return "tasks of an earlier leader may still write, until their lease is over";
        }
        List<String> absent = placed.stream()
                .map(this::member)
                .filter(member -> !member.isReady())
                .map(Member::absence)
                .toList();
        return absent.isEmpty() ? null : String.join("; ", absent);
    }

    @Override
    public long work(long atMillis) {
        nowMillis = atMillis;
        inbox.runAll();
        endStock();
        members.values().removeIf(this::isForgotten);
        buryDead();
        boolean isWaitingForLeases = leases.isWaiting()
                || known().stream().anyMatch(tasks -> !tasks.dying().isEmpty());
        long next = isWaitingForLeases
                ? nowMillis + LEASE_MILLIS
                : stock == null ? Long.MAX_VALUE : nowMillis + GRACE_MILLIS;
        for (Member member : List.copyOf(members.values())) {
            boolean isAway = member.isInSession() && member.awayMillis(nowMillis) > GRACE_MILLIS;
            if (isAway || member.isOverfull()) {
                lose(member, member.absence());
            }
            member.work(nowMillis);
            if (!member.isReady()) {
                next = Math.min(next, nowMillis + GRACE_MILLIS);
            }
        }
        return next;
    }

    private void buryDead() {
        for (ClusterTasks tasks : known()) {
            tasks.dying().stream().filter(leases::isOver).forEach(tasks::died);
        }
    }

    private void endStock() {
        Stock taken = stock;
        if (taken == null || !taken.isComplete(nowMillis)) {
            return;
        }
        stock = null;
        Map<Integer, ClusterTasks> whole = taken.whole();
        adoptable.putAll(whole);
        whole.values().forEach(tasks -> attempts.put(tasks.attempt(), tasks));
        taken.answered().forEach(member -> keep(member, whole.values()));
        listener.onFound(
                Places.slices(whole.values().stream().map(ClusterTasks::places).toList()));
    }

    private void keep(Member member, Collection<ClusterTasks> kept) {
        List<Long> ofMember = kept.stream()
                .filter(tasks -> tasks.hasTasksOf(member))
                .map(ClusterTasks::attempt)
                .toList();
        member.send(new Command.Keep(topology, member.session(), ofMember));
    }

    private boolean isForgotten(Member member) {
        return !member.isConnected() && !member.isInSession() && !placed.contains(member.executor());
    }

    @Override
    public TaskGroup build(Plan region, long attempt, Checkpoints checkpoints) {
        Placement current = placement;
        if (current == null) {
            throw new IllegalStateException("Tasks have no place: topology=" + topology + "; " + waiting);
        }
        SourceSplits splits = SourceSplits.ask(region);
        Map<Member, List<TaskId>> tasks = new LinkedHashMap<>();
        Places.tasks(region, current).forEach((executor, ids) -> tasks.put(member(executor), ids));
        Restored restored = checkpoints.restored();
        ClusterTasks.Start start = new ClusterTasks.Start(
                topology,
                attempt,
                region.checksum(),
                region.stages().stream().map(stage -> stage.number()).toList(),
                restored == null ? 0 : restored.checkpointId(),
                splits,
                Places.of(region, current));
        attempts.values().removeIf(ClusterTasks::isOver);
        ClusterTasks started = new ClusterTasks(start, tasks);
        attempts.put(attempt, started);
        return started;
    }

    @Override
    public void interruptReads() {
        for (Member member : members.values()) {
            member.send(new Command.InterruptReads(topology, member.session()));
        }
    }

    @Override
    public void onState(TopologyState next, @Nullable TopologyFailure why) {
        state = next;
        failure = why;
        members.values().stream().filter(Member::isInSession).forEach(this::note);
        listener.onState(next, why);
    }

    /** Tells an executor how the topology is; this one knows. */
    private void note(Member member) {
        if (member.executor() == self) {
            return;
        }
        TopologyFailure why = failure;
        member.send(
                why == null
                        ? new Command.Note(topology, member.session(), state, null, 0, null, null)
                        : new Command.Note(
                                topology,
                                member.session(),
                                state,
                                why.operator(),
                                why.taskIndex(),
                                why.record(),
                                why.message()));
    }

    @Override
    public void onConnected(int executor) {
        inbox.add(() -> member(executor).connected());
    }

    @Override
    public void onDisconnected(int executor, String reason) {
        inbox.add(() -> {
            Member member = members.get(executor);
            if (member != null && member.isConnected()) {
                member.disconnected(reason, nowMillis);
            }
        });
    }

    @Override
    public void onLost(int executor, List<ChannelAddress> lost, boolean messagesLost, String reason) {
        inbox.add(() -> {
            Member member = members.get(executor);
            if (member != null && messagesLost) {
                lose(member, reason);
            }
            Set<Long> concerned = lost.stream().map(ChannelAddress::attempt).collect(Collectors.toSet());
            known().stream()
                    .filter(tasks -> concerned.contains(tasks.attempt()))
                    .forEach(tasks -> tasks.channelsLost(executor, reason));
        });
    }

    @Override
    public void onMessage(int executor, Message message) {
        if (message instanceof Report report) {
            inbox.add(() -> heard(executor, report));
        }
    }

    private void heard(int executor, Report report) {
        Member member = members.get(executor);
        if (member == null || report.session() != member.session()) {
            return;
        }
        if (report instanceof Report.Running running) {
            heardOfRunning(member, running);
        } else if (report instanceof Report.Ready) {
            member.ready();
            known().forEach(tasks -> tasks.died(executor));
            note(member);
        } else if (report instanceof Report.Leaving) {
            leases.givenBack(executor);
            lose(member, "it leaves");
            member.began(nowMillis);
        } else if (report instanceof Report.LeaseAsked asked) {
            leases.asked(member, asked);
        } else if (report instanceof Report.Counted counted) {
            if (executor != self) {
                counts.note(executor, counted.tasks());
            }
        } else if (member.isInSession()) {
            known().forEach(tasks -> tasks.heard(member, report));
        }
    }

    private void heardOfRunning(Member member, Report.Running running) {
        if (!member.answered()) {
            return;
        }
        Stock open = stock;
        if (open == null) {
            keep(member, List.of());
        } else {
            open.add(member, running.starts());
        }
    }

    /** All starts of which something may be heard. */
    private List<ClusterTasks> known() {
        List<ClusterTasks> known = new ArrayList<>(attempts.values());
        if (stock != null) {
            known.addAll(stock.tasks());
        }
        return known;
    }

    private void lose(Member member, String reason) {
        boolean wasInSession = member.isInSession();
        if (wasInSession) {
            log.warn("Executor is given up: topology={}, executor={}; {}", topology, member.executor(), reason);
        }
        forget(member, reason);
        if (wasInSession) {
            listener.onGivenUp(member.executor());
        }
    }

    private void forget(Member member, String reason) {
        member.lose(sessions.getAsLong());
        counts.forget(member.executor());
        known().forEach(tasks -> tasks.lost(member, reason, task -> leases.mayWrite(member, task)));
        if (stock != null) {
            stock.lost(member);
        }
    }

    /** What is known of an executor; one that was not known begins a session when it is connected. */
    private Member member(int executor) {
        return members.computeIfAbsent(executor, number -> {
            Member member = new Member(number, topology, new Outbox(post, number), messages);
            member.lose(sessions.getAsLong());
            return member;
        });
    }
}
