package io.millrace.worker.remote;

import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.SnapshotStore;
import io.millrace.worker.exchange.ChannelAddress;
import io.millrace.worker.exchange.RemoteChannels;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.snapshot.Codecs;
import io.millrace.worker.snapshot.OwnerNames;
import io.millrace.worker.snapshot.Restored;
import io.millrace.worker.supervise.Failures;
import io.millrace.worker.supervise.LocalTasks;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.task.SourceSplits;
import io.millrace.worker.task.TaskPlaces;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member's part of a topology: starts, stops and reports tasks as the leader says. The leader is whoever began the session
 * with the greatest number.
 *
 * <p>When the leader is out of reach, tasks go on for as long as the settings say, and are cancelled then. Whoever leads next
 * begins a session, hears what runs here, and says what of it goes on. When messages were lost, the leader has given the member
 * up, or soon will: it begins another session, or the tasks are cancelled.
 *
 * <p><b>Thread.</b> {@link #work} is called by one thread at a time; {@link PeerEvents} and {@link #close} by any.
 */
public final class MemberAgent implements PeerEvents {

    private static final Logger log = LoggerFactory.getLogger(MemberAgent.class);

    private static final long COUNT_MILLIS = 1000;

    /** Time in which a leader that has lost messages begins another session. */
    private static final long ESTRANGED_MILLIS = 5000;

    private final Plan plan;
    private final int self;
    private final SupervisorSettings settings;
    private final Parts parts;
    private final Messages messages = new Messages();
    private final Inbox inbox;
    private final Map<Long, MemberStart> starts = new TreeMap<>();
    private final Set<Integer> connected = new HashSet<>();
    private final OwnerNames owners;
    private final boolean needsLease;
    private final MemberLease lease;
    private @Nullable Outbox outbox;
    private int leader = -1;
    private long session = -1;
    private boolean isReady = true;
    private @Nullable Set<Long> kept;
    private boolean isEstranged;
    private long estrangedMillis;
    private boolean isClosing;
    private boolean isOrphaned;
    private long disconnectedMillis;
    private long nextCountMillis;
    private long nowMillis;

    /**
     * Makes an agent that has heard nothing yet.
     *
     * @param self number of this executor
     * @param settings those of the leader
     * @param wake has {@link #work} called soon; any thread
     */
    public MemberAgent(Plan plan, int self, SupervisorSettings settings, Parts parts, Runnable wake) {
        this.plan = plan;
        this.self = self;
        this.settings = settings;
        this.parts = parts;
        this.inbox = new Inbox(wake);
        this.owners = new OwnerNames(plan.topology(), settings.droppable());
        this.needsLease = plan.hasBoundByLease();
        this.lease = new MemberLease(parts.leases);
    }

    /** Cancels all tasks and takes no others. */
    public void close() {
        inbox.add(() -> {
            isClosing = true;
            lease.end();
            send(new Report.Leaving(topology(), session));
            cancelAll();
        });
    }

    /** Cancels all tasks: they belong to nobody. */
    public void dismiss() {
        inbox.add(this::cancelAll);
    }

    /** Whether it has been closed, and nothing of it runs any more. */
    public boolean isOver() {
        return isClosing && starts.isEmpty();
    }

    /**
     * Does what is to be done now.
     *
     * @return when it wants to be called again at the latest, in milliseconds since 1970
     */
    public long work(long atMillis) {
        nowMillis = atMillis;
        inbox.runAll();
        cancelOrphans();
        cancelEstranged();
        starts.values().forEach(MemberStart::write);
        starts.values().removeIf(start -> {
            if (start.isClosed()) {
                start.abandon();
            }
            return start.isClosed();
        });
        sayWhenReady();
        cancelOverfull();
        count();
        long leaseMillis = askForLease();
        if (outbox != null && isLeaderConnected()) {
            outbox.flush();
        }
        return starts.values().stream().anyMatch(MemberStart::hasWork)
                ? nowMillis
                : nowMillis + Math.min(COUNT_MILLIS, leaseMillis);
    }

    /** Yields in how many milliseconds it is time to ask again. */
    private long askForLease() {
        return needsLease && !starts.isEmpty() && !isClosing && isLeaderConnected()
                ? lease.ask(
                        parts.clockNanos.getAsLong(),
                        atNanos -> new Report.LeaseAsked(topology(), session, atNanos),
                        this::send)
                : COUNT_MILLIS;
    }

    private void sayWhenReady() {
        Set<Long> staying = kept;
        if (!isReady && staying != null && !isClosing && staying.containsAll(starts.keySet())) {
            isReady = true;
            send(new Report.Ready(topology(), session));
            lease.askSoon();
        }
    }

    private void cancelAll() {
        starts.values().forEach(MemberStart::cancel);
    }

    private void failAll(String reason) {
        starts.values().forEach(start -> {
            start.fail(reason);
            start.cancel();
        });
        inbox.runAll();
    }

    /** The leader does not know what it has missed. */
    private void cancelEstranged() {
        if (isEstranged && nowMillis - estrangedMillis > ESTRANGED_MILLIS && isLeaderConnected()) {
            isEstranged = false;
            failAll("Messages to the leader were lost, and it begins no session: executor=" + leader);
        }
    }

    /** Reports were left out for want of room: what the leader believes of the tasks is wrong. */
    private void cancelOverfull() {
        if (outbox != null && outbox.isOverfull()) {
            log.warn("Leader takes no reports: topology={}, executor={}", topology(), leader);
            outbox.clear();
            estrange();
        }
    }

    private void estrange() {
        isEstranged = true;
        estrangedMillis = nowMillis;
    }

    private void cancelOrphans() {
        long awayMillis = nowMillis - disconnectedMillis;
        if (leader >= 0 && !isLeaderConnected() && !isOrphaned && awayMillis > parts.orphanMillis) {
            isOrphaned = true;
            failAll("Leader was out of reach: executor=" + leader + ", millis=" + awayMillis);
        }
    }

    private boolean isLeaderConnected() {
        return connected.contains(leader);
    }

    @Override
    public void onConnected(int executor) {
        inbox.add(() -> connected.add(executor));
    }

    @Override
    public void onDisconnected(int executor, String reason) {
        inbox.add(() -> {
            if (connected.remove(executor) && executor == leader) {
                disconnectedMillis = nowMillis;
                isOrphaned = false;
                log.warn("Leader is out of reach: topology={}, executor={}; {}", topology(), executor, reason);
            }
        });
    }

    @Override
    public void onLost(int executor, List<ChannelAddress> channels, boolean messagesLost, String reason) {
        inbox.add(() -> {
            if (executor == leader && messagesLost) {
                if (outbox != null) {
                    outbox.clear();
                }
                estrange();
            }
            channels.stream()
                    .map(ChannelAddress::attempt)
                    .distinct()
                    .map(starts::get)
                    .filter(start -> start != null)
                    .forEach(start -> start.fail("Records on the way were lost: executor=" + executor + "; " + reason));
        });
    }

    @Override
    public void onMessage(int executor, Message message) {
        if (message instanceof Command command) {
            inbox.add(() -> obey(executor, command));
        }
    }

    private void obey(int executor, Command command) {
        if (command instanceof Command.Begin begin) {
            begin(executor, begin);
        } else if (command instanceof Command.Keep keep && keep.session() == session) {
            keep(Set.copyOf(keep.attempts()));
        } else if (command.session() == session && !isClosing) {
            if (command instanceof Command.Start start) {
                start(start);
            } else if (command instanceof Command.InterruptReads) {
                parts.maker.interruptReads();
            } else if (command instanceof Command.Lease given) {
                lease.given(given.askedNanos());
            } else if (command instanceof Command.Note note) {
                parts.notes.accept(note);
            } else {
                obeyOfStart(command);
            }
        }
    }

    private void obeyOfStart(Command command) {
        if (command instanceof Command.Barrier barrier) {
            with(barrier.attempt(), start -> start.barrier(barrier.checkpointId(), barrier.kind()));
        } else if (command instanceof Command.Abort abort) {
            with(abort.attempt(), start -> start.abort(abort.checkpointId()));
        } else if (command instanceof Command.Complete complete) {
            with(complete.attempt(), start -> start.complete(complete.checkpointId()));
        } else if (command instanceof Command.Cancel cancel) {
            with(cancel.attempt(), MemberStart::cancel);
        } else if (command instanceof Command.Stop stop) {
            with(stop.attempt(), MemberStart::stop);
        } else if (command instanceof Command.Drain drain) {
            with(drain.attempt(), MemberStart::drain);
        } else if (command instanceof Command.Finish finish) {
            with(finish.attempt(), MemberStart::finish);
        }
    }

    /** The leader knows nothing of us. It is told what runs, which goes on until the leader has decided. */
    private void begin(int executor, Command.Begin begin) {
        if (begin.session() > session) {
            session = begin.session();
            leader = executor;
            outbox = new Outbox(parts.post, executor);
            kept = null;
            isReady = false;
            isOrphaned = false;
            disconnectedMillis = nowMillis;
            starts.values().forEach(start -> start.serve(session));
        }
        if (begin.session() == session) {
            isEstranged = false;
            send(isClosing ? new Report.Leaving(topology(), session) : running());
        }
    }

    private Report running() {
        List<Report.Found> found = starts.values().stream()
                .map(MemberStart::found)
                .filter(start -> start != null)
                .toList();
        return new Report.Running(topology(), session, found);
    }

    /** Only when nothing else is left, something may be started here. */
    private void keep(Set<Long> attempts) {
        kept = attempts;
        isEstranged = false;
        starts.forEach((attempt, start) -> {
            if (!attempts.contains(attempt)) {
                start.cancel();
            }
        });
    }

    private void start(Command.Start command) {
        MemberStart start = new MemberStart(command, parts.store, inbox, this::send);
        RemoteChannels channels = null;
        try {
            Plan region = region(command);
            requireLast(region, command.attempt());
            Restored restored = restored(command.checkpointId());
            channels = parts.channels.open(region, command.attempt());
            LocalTasks tasks = parts.maker.make(
                    region,
                    settings.checkpoints(plan.topology(), start, parts.codecs, restored, parts.clockNanos),
                    new SourceSplits(command.splits()),
                    new TaskPlaces(self, Places.read(command.places()), command.attempt(), channels, lease.lease()));
            starts.put(command.attempt(), start);
            lease.askSoon();
            start.launch(tasks, channels::close);
        } catch (IOException | DamagedCheckpointException | RuntimeException e) {
            if (channels != null) {
                channels.close();
            }
            refuse(command, e);
        }
    }

    /** The leader closes all tasks of the start that it knows here. */
    private void refuse(Command.Start command, Exception cause) {
        log.warn("Tasks cannot be started: topology={}, attempt={}", topology(), command.attempt(), cause);
        send(new Report.Refused(
                topology(),
                session,
                command.attempt(),
                String.valueOf(cause.getMessage()),
                CauseText.of(cause),
                Failures.kind(cause)));
    }

    private void send(Report report) {
        if (outbox != null) {
            outbox.send(messages.bytes(report));
        }
    }

    private Plan region(Command.Start command) {
        return plan.regions().stream()
                .filter(region -> region.stages().stream()
                        .map(stage -> stage.number())
                        .toList()
                        .equals(command.stages()))
                .filter(region -> region.checksum() == command.plan())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Topology is another one here: topology=" + topology()
                        + ", stages=" + command.stages()
                        + "; start all executors with the same application and the same parallelism"));
    }

    /** A start that was on its way while leadership changed may come to a member that the next leader does not reach. */
    private void requireLast(Plan region, long attempt) throws IOException {
        if (parts.store.isFollowed(Stock.number(region), attempt)) {
            throw new IllegalStateException("Tasks were started elsewhere since: topology=" + topology() + ", attempt="
                    + attempt + "; whoever started these leads no more");
        }
    }

    private @Nullable Restored restored(long checkpointId) throws IOException, DamagedCheckpointException {
        return checkpointId == 0 ? null : Restored.of(parts.store.read(checkpointId), parts.store, owners);
    }

    private void with(long attempt, Consumer<MemberStart> action) {
        MemberStart start = starts.get(attempt);
        if (start != null) {
            action.accept(start);
        }
    }

    private void count() {
        if (nowMillis < nextCountMillis || starts.isEmpty() || !isLeaderConnected()) {
            return;
        }
        nextCountMillis = nowMillis + COUNT_MILLIS;
        long nowNanos = parts.clockNanos.getAsLong();
        List<TaskCount> counts = starts.values().stream()
                .map(MemberStart::tasks)
                .filter(tasks -> tasks != null)
                .flatMap(tasks -> tasks.tasks().stream())
                .map(task -> new TaskCount(
                        task.id(),
                        task.snapshot(),
                        task.troubles(),
                        TaskStatuses.of(task.metrics(nowNanos), self),
                        task.maxOverflow()))
                .toList();
        send(new Report.Counted(topology(), session, counts));
    }

    /** Number of this executor. */
    public int self() {
        return self;
    }

    private String topology() {
        return plan.topology().name();
    }

    /**
     * What an agent works with.
     *
     * @param store where snapshots are written and read
     * @param codecs codecs of keys and state
     * @param clockNanos time for measuring
     * @param maker makes tasks
     * @param channels opens channels
     * @param post sends messages, also to this executor
     * @param orphanMillis for how long tasks go on without a leader
     * @param leases for how long those go on that cannot be fenced
     * @param notes hears how the topology is
     */
    public record Parts(
            SnapshotStore store,
            Codecs codecs,
            LongSupplier clockNanos,
            TaskMaker maker,
            StartChannels channels,
            Post post,
            long orphanMillis,
            LeaseTerms leases,
            Consumer<Command.Note> notes) {}
}
