package io.millrace.worker.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.source.Sources;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Topology;
import io.millrace.worker.checkpoint.InMemoryCheckpointStore;
import io.millrace.worker.exchange.ChannelAddress;
import io.millrace.worker.exchange.ExchangeSettings;
import io.millrace.worker.exchange.Inlet;
import io.millrace.worker.exchange.Outlet;
import io.millrace.worker.exchange.RemoteChannels;
import io.millrace.worker.exchange.Waker;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.plan.Planner;
import io.millrace.worker.serial.TypeCodecs;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.supervise.LocalTasks;
import io.millrace.worker.supervise.SupervisorSettings;
import io.millrace.worker.supervise.TaskEvents;
import io.millrace.worker.task.Checkpoints;
import io.millrace.worker.task.SourceSplits;
import io.millrace.worker.task.Taps;
import io.millrace.worker.task.Task;
import io.millrace.worker.task.TaskEnvironment;
import io.millrace.worker.task.TaskGraph;
import io.millrace.worker.task.TaskPlaces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a member tells one leader after the other of the tasks that it runs. */
class MemberAgentTest {

    private static final int SELF = 3;
    private static final int FIRST = 1;
    private static final int SECOND = 2;
    private static final long ATTEMPT = 7;

    private final Messages messages = new Messages();
    private final List<Message> said = new ArrayList<>();
    private final Plan plan = Planner.plan(topology(), 1);
    private final Tasks tasks = new Tasks();
    private final MemberAgent agent =
            new MemberAgent(plan, SELF, SupervisorSettings.every(Duration.ofHours(1)), parts(), () -> {});
    private long nowMillis = 1_000_000;

    @BeforeEach
    void start() {
        agent.onConnected(FIRST);
        agent.onConnected(SECOND);
        tell(FIRST, new Command.Begin("short", 10));
        tell(FIRST, new Command.Keep("short", 10, List.of()));
        Plan region = plan.regions().get(0);
        tell(
                FIRST,
                new Command.Start(
                        "short",
                        10,
                        ATTEMPT,
                        region.checksum(),
                        List.of(0),
                        0,
                        Map.of(0, List.of("0")),
                        Map.of(0, List.of(SELF))));
        tasks.open();
        work();
        assertThat(said).contains(new Report.Ready("short", 10), new Report.Opened("short", 10, ATTEMPT, tasks.id()));
        said.clear();
    }

    @Test
    void shouldLetTasksGoOnUnderAnotherLeader() {
        tell(SECOND, new Command.Begin("short", 20));
        assertThat(found()).singleElement().satisfies(start -> {
            assertThat(start.attempt()).isEqualTo(ATTEMPT);
            assertThat(start.opened()).containsExactly(tasks.id());
        });
        tell(SECOND, new Command.Keep("short", 20, List.of(ATTEMPT)));
        assertThat(tasks.isCancelled).isFalse();
        assertThat(said).contains(new Report.Ready("short", 20));
        tell(FIRST, new Command.Cancel("short", 10, ATTEMPT));
        assertThat(tasks.isCancelled).as("obeys the latest").isFalse();
        tell(SECOND, new Command.Cancel("short", 20, ATTEMPT));
        assertThat(tasks.isCancelled).isTrue();
    }

    @Test
    void shouldLetGoOfWhatIsNotKept() {
        tell(SECOND, new Command.Begin("short", 20));
        tell(SECOND, new Command.Keep("short", 20, List.of()));
        work();
        assertThat(tasks.isCancelled).isTrue();
        assertThat(said).contains(new Report.Ready("short", 20));
    }

    @Test
    void shouldNotOfferTasksThatLostRecordsTogetherWithTheLeader() {
        agent.onLost(FIRST, List.of(new ChannelAddress(ATTEMPT, 0, 0, 0)), true, "it is gone");
        tell(SECOND, new Command.Begin("short", 20));
        assertThat(found()).isEmpty();
    }

    @Test
    void shouldNotOfferTasksThatWereToldToEnd() {
        tell(FIRST, new Command.Stop("short", 10, ATTEMPT));
        tell(SECOND, new Command.Begin("short", 20));
        assertThat(found()).isEmpty();
    }

    @Test
    void shouldCancelWhenALeaderThatLostMessagesBeginsNoSession() {
        agent.onLost(FIRST, List.of(), true, "messages were lost");
        work();
        nowMillis += 4000;
        work();
        assertThat(tasks.isCancelled).as("another one may ask").isFalse();
        nowMillis += 2000;
        work();
        assertThat(tasks.isCancelled).isTrue();
    }

    @Test
    void shouldRefuseAStartThatWasFollowed() {
        tasks.isFollowed = true;
        tell(FIRST, new Command.Cancel("short", 10, ATTEMPT));
        work();
        tell(
                FIRST,
                new Command.Start(
                        "short",
                        10,
                        ATTEMPT + 1,
                        plan.regions().get(0).checksum(),
                        List.of(0),
                        0,
                        Map.of(0, List.of("0")),
                        Map.of(0, List.of(SELF))));
        assertThat(said)
                .filteredOn(Report.Refused.class::isInstance)
                .singleElement()
                .asString()
                .contains("Tasks were started elsewhere since", "attempt=8");
    }

    @Test
    void shouldAskForNoLeaseWhereNothingIsOverwritten() {
        assertThat(said).noneMatch(Report.LeaseAsked.class::isInstance);
        nowMillis += 5_000;
        work();
        assertThat(said).noneMatch(Report.LeaseAsked.class::isInstance);
    }

    private List<Report.Found> found() {
        return said.stream()
                .filter(Report.Running.class::isInstance)
                .map(Report.Running.class::cast)
                .reduce((first, second) -> second)
                .orElseThrow()
                .starts();
    }

    private void tell(int leader, Command command) {
        agent.onMessage(leader, command);
        work();
    }

    private void work() {
        agent.work(nowMillis);
        agent.work(nowMillis);
    }

    private static Topology topology() {
        TopologyBuilder builder = TopologyBuilder.named("short");
        builder.source("numbers", Sources.steady(1, number -> number))
                .typed(Long.class)
                .sink("out", number -> {});
        return builder.build();
    }

    private MemberAgent.Parts parts() {
        InMemoryCheckpointStore store = new InMemoryCheckpointStore("short") {

            @Override
            public boolean isFollowed(int region, long attempt) {
                return tasks.isFollowed;
            }
        };
        TypeCodecs codecs = TypeCodecs.of(plan.topology());
        return new MemberAgent.Parts(
                store,
                codecs::codec,
                () -> 0,
                tasks,
                (region, attempt) -> new NoChannels(),
                (executor, message) -> said.add(messages.read(message)),
                60_000,
                LeaseTerms.DEFAULTS,
                note -> {});
    }

    /** The tasks of one start, which do as they are told. */
    private static final class Tasks implements TaskMaker {

        private List<Task> made = List.of();
        private TaskEvents events;
        private boolean isCancelled;
        private boolean isFollowed;

        TaskId id() {
            return made.get(0).id();
        }

        void open() {
            made.forEach(task -> events.onOpened(task.id()));
        }

        @Override
        public LocalTasks make(Plan region, Checkpoints checkpoints, SourceSplits splits, TaskPlaces places) {
            made = TaskGraph.build(
                    region,
                    new TaskEnvironment(new ExchangeSettings(8, 2, 0), () -> 0, new Taps(), checkpoints),
                    splits,
                    places);
            return new LocalTasks(made) {

                @Override
                public void launch(TaskEvents listener) {
                    events = listener;
                }

                @Override
                public void cancel() {
                    if (!isCancelled) {
                        isCancelled = true;
                        made.forEach(task -> events.onClosed(task.id()));
                    }
                }
            };
        }

        @Override
        public void interruptReads() {
            // Nobody waits.
        }
    }

    private static final class NoChannels implements RemoteChannels {

        @Override
        public Outlet outlet(ChannelAddress address, int toExecutor, Waker producer) {
            throw new IllegalStateException("All tasks are here: address=" + address);
        }

        @Override
        public Inlet inlet(ChannelAddress address, int fromExecutor, Waker consumer) {
            throw new IllegalStateException("All tasks are here: address=" + address);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
