package io.millrace.master.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cluster.CoordinationListener.Connection;
import io.millrace.cluster.Leader;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ListenerCallsTest {

    private final TaskQueue executor = new TaskQueue();
    private final Recorder heard = new Recorder();
    private final ListenerCalls calls = new ListenerCalls(heard, executor);

    @Test
    void shouldTellOneCallATaskInOrder() {
        calls.connection(Connection.CONNECTED, "");
        calls.members(List.of());
        calls.elected(1);
        assertThat(executor.size()).isOne();
        while (executor.runOne()) {
            assertThat(executor.size()).isLessThan(2);
        }
        assertThat(heard.calls()).containsExactly("connection CONNECTED", "members []", "elected 1");
    }

    @Test
    void shouldTellTheNewestOnly() {
        calls.leader(new Leader(1, 1));
        calls.connection(Connection.SUSPENDED, "");
        calls.leader(null);
        executor.runAll();
        assertThat(heard.calls()).containsExactly("connection SUSPENDED", "leader null");
    }

    @Test
    void shouldNotTellOfAnElectionThatIsOver() {
        calls.elected(1);
        calls.dismissed("a");
        calls.elected(2);
        executor.runAll();
        calls.dismissed("b");
        calls.elected(3);
        calls.dismissed("c");
        executor.runAll();
        assertThat(heard.calls()).containsExactly("elected 2", "dismissed b");
    }

    @Test
    void shouldHoldAHandfulHoweverMuchHappens() {
        calls.elected(1);
        executor.runAll();
        for (int i = 2; i < 1000; i++) {
            calls.dismissed("");
            calls.elected(i);
            calls.members(List.of());
            calls.leader(null);
            calls.connection(Connection.CONNECTED, "");
        }
        int tasks = 0;
        while (executor.runOne()) {
            tasks++;
        }
        assertThat(tasks).isLessThanOrEqualTo(6);
        assertThat(heard.epoch()).isEqualTo(999);
    }

    @Test
    void shouldTellOfADismissalAfterItWasClosedAndOfNothingElse() {
        calls.elected(1);
        executor.runAll();
        calls.members(List.of());
        calls.dismissed("leaves");
        calls.close();
        calls.leader(null);
        executor.runAll();
        assertThat(heard.calls()).containsExactly("elected 1", "dismissed leaves");
    }

    @Test
    void shouldTellOfALostSessionEvenIfThereIsAnother() {
        calls.connection(Connection.SUSPENDED, "");
        calls.connection(Connection.LOST, "");
        calls.connection(Connection.CONNECTED, "");
        calls.connection(Connection.SUSPENDED, "");
        calls.connection(Connection.CONNECTED, "");
        executor.runAll();
        assertThat(heard.calls()).containsExactly("connection LOST", "connection CONNECTED");
    }

    @Test
    void shouldGoOnAfterAListenerThatFails() {
        Recorder failing = new Recorder() {
            @Override
            public void onElected(long epoch) {
                throw new IllegalStateException("on purpose");
            }
        };
        ListenerCalls toFailing = new ListenerCalls(failing, executor);
        toFailing.elected(1);
        toFailing.members(List.of());
        executor.runAll();
        assertThat(failing.calls()).containsExactly("members []");
    }

    @Test
    void shouldEndWhenTheExecutorHas() {
        ListenerCalls late = new ListenerCalls(heard, task -> {
            throw new RejectedExecutionException();
        });
        late.elected(1);
        late.dismissed("a");
        assertThat(heard.calls()).isEmpty();
    }
}
