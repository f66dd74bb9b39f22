package io.millrace.worker.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;
import io.millrace.source.Sources;
import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.stream.TopologyBuilder;
import io.millrace.topology.Guarantee;
import io.millrace.topology.Topology;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.plan.Planner;
import io.millrace.worker.snapshot.TaskId;
import io.millrace.worker.supervise.FailureKind;
import io.millrace.worker.supervise.TaskEvents;
import io.millrace.worker.supervise.TaskGroup;
import io.millrace.worker.supervise.TaskHost;
import io.millrace.worker.supervise.WrittenSnapshot;
import io.millrace.worker.task.Checkpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When tasks count as closed whose executor was lost, and when a leader may start any: not while a lease may be held. */
class LeasedTasksTest {

    private static final int SELF = 1;
    private static final int OTHER = 2;

    private final Messages messages = new Messages();
    private final List<Message> told = new ArrayList<>();
    private final List<Runnable> confirmations = new ArrayList<>();
    private final Heard heard = new Heard();
    private long nowMillis = 1_000_000;
    private long sessions = 10;

    @Test
    void shouldGiveALeaseOnlyWhenItIsKnownThatNobodyElseLeads() {
        ClusterHost host = host(Guarantee.EXACTLY_ONCE, true);
        launch(host);
        host.onMessage(OTHER, new Report.LeaseAsked("words", session(), 77));
        host.work(nowMillis);
        assertThat(leases()).isEmpty();
        confirmations.remove(0).run();
        host.work(nowMillis);
        assertThat(leases()).containsExactly(new Command.Lease("words", session(), 77));
    }

    @Test
    void shouldCountTasksAsClosedWhenTheirLeaseIsOver() {
        ClusterHost host = host(Guarantee.EXACTLY_ONCE, true);
        launch(host);
        grant(host);
        lose(host);
        assertThat(heard.failures).isEqualTo(1);
        assertThat(heard.closed).isEmpty();
        pass(host, 1_600);
        assertThat(heard.closed).isEmpty();
        pass(host, 400);
        assertThat(heard.closed).hasSize(1);
    }

    @Test
    void shouldCountThemAsClosedWhenTheMemberSaysThatNothingRuns() {
        ClusterHost host = host(Guarantee.EXACTLY_ONCE, true);
        launch(host);
        grant(host);
        lose(host);
        host.onConnected(OTHER);
        host.work(nowMillis);
        host.onMessage(OTHER, new Report.Running("words", session(), List.of()));
        host.onMessage(OTHER, new Report.Ready("words", session()));
        host.work(nowMillis);
        assertThat(heard.closed).hasSize(1);
    }

    @Test
    void shouldWaitForNoMoreThanTheMarginWhenAMemberLeaves() {
        ClusterHost host = host(Guarantee.EXACTLY_ONCE, true);
        launch(host);
        grant(host);
        host.onMessage(OTHER, new Report.Leaving("words", session()));
        host.work(nowMillis);
        assertThat(heard.closed).isEmpty();
        pass(host, 500);
        assertThat(heard.closed).hasSize(1);
    }

    @Test
    void shouldNotWaitForTasksThatNeverHadALease() {
        ClusterHost host = host(Guarantee.EXACTLY_ONCE, true);
        launch(host);
        lose(host);
        assertThat(heard.closed).hasSize(1);
    }

    @Test
    void shouldNotWaitWhereNothingIsOverwritten() {
        ClusterHost host = host(Guarantee.EXACTLY_ONCE, false);
        launch(host);
        grant(host);
        lose(host);
        assertThat(heard.closed).hasSize(1);
    }

    @Test
    void shouldNotWaitWhereResultsMayCountTwice() {
        ClusterHost host = host(Guarantee.AT_LEAST_ONCE, true);
        launch(host);
        grant(host);
        lose(host);
        assertThat(heard.closed).hasSize(1);
    }

    @Test
    void shouldStartNothingWhileTasksOfAnEarlierLeaderMayWrite() {
        ClusterHost host = host(Guarantee.EXACTLY_ONCE, true);
        host.notePredecessors(Set.of(0));
        reach(host);
        assertThat(host.absence()).contains("earlier leader");
        pass(host, 2_500);
        assertThat(host.absence()).isNull();
    }

    @Test
    void shouldStartAtOnceWhatNobodyHasStarted() {
        ClusterHost host = host(Guarantee.EXACTLY_ONCE, true);
        host.notePredecessors(Set.of());
        reach(host);
        assertThat(host.absence()).isNull();
    }

    @Test
    void shouldWaitForTheLeaseThatAnEarlierLeaderGaveToWhatItHasTakenOver() {
        ClusterHost host = host(Guarantee.EXACTLY_ONCE, true);
        Plan region = plan.regions().get(0);
        host.notePredecessors(Set.of(0));
        host.seek(Map.of(0, 5L));
        host.find(Set.of(OTHER));
        host.onConnected(OTHER);
        host.work(nowMillis);
        host.work(nowMillis);
        Report.Found found =
                new Report.Found(5, region.checksum(), List.of(0), Map.of(0, List.of(OTHER)), List.of(), List.of());
        host.onMessage(OTHER, new Report.Running("words", session(), List.of(found)));
        host.work(nowMillis);
        TaskHost.Adopted adopted = host.adopt(region);
        assertThat(adopted).isNotNull();
        adopted.tasks().launch(heard);
        lose(host);
        assertThat(heard.failures).isEqualTo(1);
        assertThat(heard.closed).isEmpty();
        pass(host, 2_000);
        assertThat(heard.closed).hasSize(1);
    }

    private Plan plan;

    private ClusterHost host(Guarantee guarantee, boolean overwrites) {
        plan = Planner.plan(topology(guarantee, overwrites), 1);
        Post post = (executor, message) -> told.add(messages.read(message));
        ClusterHost.Terms terms = new ClusterHost.Terms(
                () -> sessions++,
                LeaseTerms.DEFAULTS,
                confirmations::add,
                () -> TimeUnit.MILLISECONDS.toNanos(nowMillis));
        return new ClusterHost(plan, SELF, post, terms, new Unheard(), () -> {});
    }

    private void reach(ClusterHost host) {
        host.assign((stage, task) -> OTHER);
        host.onConnected(OTHER);
        host.work(nowMillis);
        host.work(nowMillis);
        host.onMessage(OTHER, new Report.Running("words", session(), List.of()));
        host.onMessage(OTHER, new Report.Ready("words", session()));
        host.work(nowMillis);
    }

    private void launch(ClusterHost host) {
        reach(host);
        TaskGroup tasks = host.build(plan.regions().get(0), 5, Checkpoints.NONE);
        tasks.launch(heard);
    }

    private void grant(ClusterHost host) {
        host.onMessage(OTHER, new Report.LeaseAsked("words", session(), 0));
        host.work(nowMillis);
        confirmations.remove(0).run();
        host.work(nowMillis);
        assertThat(leases()).hasSize(1);
    }

    private void lose(ClusterHost host) {
        host.onDisconnected(OTHER, "cut");
        host.work(nowMillis);
        pass(host, ClusterHost.GRACE_MILLIS + 1);
    }

    private void pass(ClusterHost host, long millis) {
        nowMillis += millis;
        host.work(nowMillis);
    }

    /** The session that was begun last. */
    private long session() {
        return told.stream()
                .filter(message -> message instanceof Command.Begin)
                .mapToLong(message -> ((Command.Begin) message).session())
                .max()
                .orElseThrow();
    }

    private List<Message> leases() {
        return told.stream().filter(message -> message instanceof Command.Lease).toList();
    }

    private static Topology topology(Guarantee guarantee, boolean overwrites) {
        TopologyBuilder builder = TopologyBuilder.named("words").guarantee(guarantee);
        builder.source("text", Sources.of("a", "b")).sinkTo("out", new AnySink(overwrites));
        return builder.build();
    }

    private record AnySink(boolean isIdempotent) implements Sink<String> {

        @Override
        public SinkWriter<String> open(int taskIndex, int parallelism) {
            return (value, timestampMillis) -> {};
        }
    }

    private static final class Heard implements TaskEvents {

        private final List<TaskId> closed = new ArrayList<>();
        private int failures;

        @Override
        public void onOpened(TaskId task) {}

        @Override
        public void onFailed(TopologyFailure failure, FailureKind kind) {
            failures++;
        }

        @Override
        public void onClosed(TaskId task) {
            closed.add(task);
        }

        @Override
        public void onEnded(TaskId task) {}

        @Override
        public void onCommitted(TaskId task, long checkpointId) {}

        @Override
        public void onWritten(WrittenSnapshot snapshot) {}

        @Override
        public void onWriteFailed(long checkpointId, String reason) {}
    }

    private static final class Unheard implements HostListener {

        @Override
        public void onState(TopologyState state, TopologyFailure failure) {}

        @Override
        public void onFound(List<Integer> slices) {}

        @Override
        public void onGivenUp(int executor) {}
    }
}
