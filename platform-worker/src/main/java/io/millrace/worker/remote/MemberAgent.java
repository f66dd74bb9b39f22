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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member's part of a topology: starts, stops and reports tasks as the leader says.
 *
 * <p>When the leader is out of reach for longer than {@value #GRACE_MILLIS} ms, or messages were lost, all tasks are cancelled:
 * the leader has given them up, or soon will.
 *
 * <p><b>Thread.</b> {@link #work} is called by one thread at a time; {@link PeerEvents} and {@link #close} by any.
 */
public final class MemberAgent implements PeerEvents {

    private static final Logger log = LoggerFactory.getLogger(MemberAgent.class);

    private static final long GRACE_MILLIS = 2000;
    private static final long COUNT_MILLIS = 1000;

    private final Plan plan;
    private final ClusterMap map;
    private final SupervisorSettings settings;
    private final Parts parts;
    private final Messages messages = new Messages();
    private final Outbox outbox;
    private final Inbox inbox;
    private final Map<Long, MemberStart> starts = new TreeMap<>();
    private final OwnerNames owners;
    private long session = -1;
    private boolean isReady = true;
    private boolean isConnected;
    private boolean isClosing;
    private long disconnectedMillis;
    private long nextCountMillis;
    private long nowMillis;

    /**
     * Makes an agent that has heard nothing yet.
     *
     * @param settings those of the leader
     * @param wake has {@link #work} called soon; any thread
     */
    public MemberAgent(Plan plan, ClusterMap map, SupervisorSettings settings, Parts parts, Runnable wake) {
        this.plan = plan;
        this.map = map;
        this.settings = settings;
        this.parts = parts;
        this.outbox = new Outbox(parts.post, map.leader());
        this.inbox = new Inbox(wake);
        this.owners = new OwnerNames(plan.topology(), settings.droppable());
    }

    /** Cancels all tasks and takes no others. */
    public void close() {
        inbox.add(() -> {
            isClosing = true;
            starts.values().forEach(MemberStart::cancel);
        });
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
        if (!isConnected && nowMillis - disconnectedMillis > GRACE_MILLIS) {
            starts.values().forEach(start -> {
                start.fail("Leader was out of reach: executor=" + map.leader() + ", millis="
                        + (nowMillis - disconnectedMillis));
                start.cancel();
            });
            inbox.runAll();
        }
        starts.values().forEach(MemberStart::write);
        starts.values().removeIf(start -> {
            if (start.isClosed()) {
                start.abandon();
            }
            return start.isClosed();
        });
        if (!isReady && starts.isEmpty() && !isClosing) {
            isReady = true;
            outbox.send(messages.bytes(new Report.Ready(topology(), session)));
        }
        count();
        if (isConnected) {
            outbox.flush();
        }
        return starts.values().stream().anyMatch(MemberStart::hasWork) ? nowMillis : nowMillis + COUNT_MILLIS;
    }

    @Override
    public void onConnected(int executor) {
        if (executor == map.leader()) {
            inbox.add(() -> isConnected = true);
        }
    }

    @Override
    public void onDisconnected(int executor, String reason) {
        inbox.add(() -> {
            if (executor == map.leader() && isConnected) {
                isConnected = false;
                disconnectedMillis = nowMillis;
                log.warn("Leader is out of reach: topology={}, executor={}; {}", topology(), executor, reason);
            }
        });
    }

    @Override
    public void onLost(int executor, List<ChannelAddress> channels, boolean messagesLost, String reason) {
        inbox.add(() -> {
            if (executor == map.leader() && messagesLost) {
                outbox.clear();
                starts.values().forEach(MemberStart::cancel);
                return;
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
        if (executor == map.leader() && message instanceof Command command) {
            inbox.add(() -> obey(command));
        }
    }

    private void obey(Command command) {
        if (command instanceof Command.Begin begin) {
            begin(begin);
        } else if (command.session() == session && !isClosing) {
            if (command instanceof Command.Start start) {
                start(start);
            } else if (command instanceof Command.InterruptReads) {
                parts.maker.interruptReads();
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
            withTasks(stop.attempt(), LocalTasks::stop);
        } else if (command instanceof Command.Finish finish) {
            withTasks(finish.attempt(), LocalTasks::requestFinish);
        }
    }

    /** The leader knows nothing of us: what runs is let go of, and only then it may start something here. */
    private void begin(Command.Begin begin) {
        if (begin.session() > session) {
            session = begin.session();
            outbox.clear();
            starts.values().forEach(MemberStart::cancel);
        }
        if (begin.session() == session) {
            isReady = false;
        }
    }

    private void start(Command.Start command) {
        MemberStart start = new MemberStart(
                topology(), session, command.attempt(), parts.store, inbox, report -> report(command, report));
        RemoteChannels channels = null;
        try {
            Plan region = region(command);
            Restored restored = restored(command.checkpointId());
            channels = parts.channels.open(region, command.attempt());
            LocalTasks tasks = parts.maker.make(
                    region,
                    settings.checkpoints(plan.topology(), start, parts.codecs, restored, parts.clockNanos),
                    new SourceSplits(command.splits()),
                    new TaskPlaces(map.self(), map.placement(), command.attempt(), channels));
            starts.put(command.attempt(), start);
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
        report(
                command,
                new Report.Refused(
                        topology(),
                        session,
                        command.attempt(),
                        String.valueOf(cause.getMessage()),
                        CauseText.of(cause),
                        Failures.isFinal(cause)));
    }

    private void report(Command.Start command, Report report) {
        if (command.session() == session) {
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

    private @Nullable Restored restored(long checkpointId) throws IOException, DamagedCheckpointException {
        return checkpointId == 0 ? null : Restored.of(parts.store.read(checkpointId), parts.store, owners);
    }

    private void with(long attempt, Consumer<MemberStart> action) {
        MemberStart start = starts.get(attempt);
        if (start != null) {
            action.accept(start);
        }
    }

    private void withTasks(long attempt, Consumer<LocalTasks> action) {
        with(attempt, start -> {
            LocalTasks tasks = start.tasks();
            if (tasks != null) {
                action.accept(tasks);
            }
        });
    }

    private void count() {
        if (nowMillis < nextCountMillis || starts.isEmpty() || !isConnected) {
            return;
        }
        nextCountMillis = nowMillis + COUNT_MILLIS;
        List<TaskCount> counts = starts.values().stream()
                .map(MemberStart::tasks)
                .filter(tasks -> tasks != null)
                .flatMap(tasks -> tasks.tasks().stream())
                .map(task -> new TaskCount(task.id(), task.snapshot(), task.troubles(), task.maxOverflow()))
                .toList();
        outbox.send(messages.bytes(new Report.Counted(topology(), session, counts)));
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
     * @param post sends messages
     */
    public record Parts(
            SnapshotStore store,
            Codecs codecs,
            LongSupplier clockNanos,
            TaskMaker maker,
            StartChannels channels,
            Post post) {}
}
