package io.millrace.worker.remote;

import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.worker.exchange.ChannelAddress;
import io.millrace.worker.exchange.RemoteChannels;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.supervise.LocalTasks;
import io.millrace.worker.supervise.TaskGroup;
import io.millrace.worker.supervise.TaskHost;
import io.millrace.worker.task.Checkpoints;
import io.millrace.worker.task.SourceSplits;
import io.millrace.worker.task.TaskPlaces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks of a topology in several processes, as its supervisor sees them.
 *
 * <p>An executor that is out of reach for longer than {@value #GRACE_MILLIS} ms, or on the way to which messages were lost, is
 * given up: its tasks count as failed and closed, and nothing that it says of them later is heard. It takes part again when it
 * says that none of them runs any more.
 *
 * <p><b>Thread.</b> Called by whoever calls the supervisor; {@link PeerEvents} by any.
 */
public final class ClusterHost implements TaskHost, PeerEvents {

    private static final Logger log = LoggerFactory.getLogger(ClusterHost.class);

    /** How long a connection may be away with nothing lost. */
    static final long GRACE_MILLIS = 500;

    private final String topology;
    private final ClusterMap map;
    private final TaskMaker maker;
    private final StartChannels channels;
    private final BiConsumer<TopologyState, @Nullable TopologyFailure> states;
    private final Inbox inbox;
    private final Map<Integer, Member> members = new TreeMap<>();
    private final Map<Long, ClusterTasks> attempts = new HashMap<>();
    private final RemoteCounts counts = new RemoteCounts();
    private long sessions;
    private long nowMillis;

    /**
     * Makes the host of a topology.
     *
     * @param post sends messages to other executors
     * @param firstSession greater than that of every host of the topology before
     * @param states hears of every change of the topology's state
     * @param wake has the supervisor called soon; any thread
     */
    public ClusterHost(
            Plan plan,
            ClusterMap map,
            TaskMaker maker,
            StartChannels channels,
            Post post,
            long firstSession,
            BiConsumer<TopologyState, @Nullable TopologyFailure> states,
            Runnable wake) {
        this.topology = plan.topology().name();
        this.map = map;
        this.maker = maker;
        this.channels = channels;
        this.states = states;
        this.inbox = new Inbox(wake);
        this.sessions = firstSession;
        Messages messages = new Messages();
        for (int executor : map.others(plan).keySet()) {
            Member member = new Member(executor, topology, new Outbox(post, executor), messages);
            member.lose(sessions++);
            members.put(executor, member);
        }
    }

    /** What is counted in the tasks of other executors; any thread. */
    public RemoteCounts counts() {
        return counts;
    }

    @Override
    public @Nullable String absence() {
        List<String> absent = members.values().stream()
                .filter(member -> !member.isReady())
                .map(Member::absence)
                .toList();
        return absent.isEmpty() ? null : String.join("; ", absent);
    }

    @Override
    public long work(long atMillis) {
        nowMillis = atMillis;
        inbox.runAll();
        long next = Long.MAX_VALUE;
        for (Member member : members.values()) {
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

    @Override
    public TaskGroup build(Plan region, long attempt, Checkpoints checkpoints) {
        SourceSplits splits = SourceSplits.ask(region);
        RemoteChannels opened = channels.open(region, attempt);
        LocalTasks local;
        try {
            local = maker.make(
                    region, checkpoints, splits, new TaskPlaces(map.self(), map.placement(), attempt, opened));
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
        Map<Member, List<TaskId>> remote = new HashMap<>();
        map.others(region).forEach((executor, ids) -> remote.put(member(executor), ids));
        ClusterTasks.Start start = new ClusterTasks.Start(
                topology,
                attempt,
                region.checksum(),
                region.stages().stream().map(stage -> stage.number()).toList(),
                checkpoints.restored() == null ? 0 : checkpoints.restored().checkpointId(),
                splits);
        attempts.values().removeIf(ClusterTasks::isOver);
        ClusterTasks tasks = new ClusterTasks(start, local, remote, opened);
        attempts.put(attempt, tasks);
        return tasks;
    }

    @Override
    public void interruptReads() {
        maker.interruptReads();
        for (Member member : members.values()) {
            member.send(new Command.InterruptReads(topology, member.session()));
        }
    }

    @Override
    public void onState(TopologyState state, @Nullable TopologyFailure failure) {
        states.accept(state, failure);
    }

    @Override
    public void onConnected(int executor) {
        inbox.add(() -> {
            Member member = members.get(executor);
            if (member != null) {
                member.connected();
            }
        });
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
            lost.stream()
                    .map(ChannelAddress::attempt)
                    .distinct()
                    .map(attempts::get)
                    .filter(tasks -> tasks != null)
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
        if (report instanceof Report.Ready) {
            member.ready();
        } else if (report instanceof Report.Counted counted) {
            counts.note(executor, counted.tasks());
        } else if (member.isInSession()) {
            attempts.values().forEach(tasks -> tasks.heard(member, report));
        }
    }

    private void lose(Member member, String reason) {
        boolean wasInSession = member.isInSession();
        member.lose(sessions++);
        counts.forget(member.executor());
        if (wasInSession) {
            log.warn("Executor is given up: topology={}, executor={}; {}", topology, member.executor(), reason);
        }
        for (ClusterTasks tasks : new ArrayList<>(attempts.values())) {
            tasks.lost(member, reason);
        }
    }

    private Member member(int executor) {
        Member member = members.get(executor);
        if (member == null) {
            throw new IllegalStateException("Executor is not of this topology: executor=" + executor);
        }
        return member;
    }
}
