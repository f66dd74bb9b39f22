package io.millrace.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.control.StartFrom;
import io.millrace.worker.remote.Message;
import io.millrace.worker.remote.Messages;
import io.millrace.worker.remote.Reply;
import io.millrace.worker.remote.Request;
import io.millrace.worker.remote.Steering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What members ask of the leader, without a cluster: messages go from one to the other as the test says. */
@Timeout(60)
class ClusterControlTest {

    private static final int LEADER = 1;
    private static final int MEMBER = 2;
    private static final int OTHER = 3;

    private final Messages messages = new Messages();
    private final NodeThread thread = new NodeThread();
    private final Queue<Message> sentToLeader = new ConcurrentLinkedQueue<>();
    private final Queue<Message> sentToMember = new ConcurrentLinkedQueue<>();
    private final List<Request> served = new ArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean isReachable = true;

    private final ClusterControl leader = control(LEADER, () -> LEADER, Duration.ofSeconds(60));
    private final ClusterControl member = control(MEMBER, () -> LEADER, Duration.ofSeconds(60));

    @AfterEach
    void close() {
        thread.close();
    }

    @Test
    void shouldDoWhatTheLeaderIsAskedFor() throws Exception {
        CompletableFuture<Long> stopped = member.steer("words", Steering.STOP);
        deliver();
        assertThat(stopped.get()).isEqualTo(1);
        assertThat(served).containsExactly(new Request.Steer("words", 1, Steering.STOP));
        assertThat(leader.admitted()).isZero();
    }

    @Test
    void shouldAskItselfWhereItLeads() throws Exception {
        leader.start("words", StartFrom.LAST).get();
        assertThat(served).containsExactly(new Request.Start("words", 1, Request.Start.LAST));
        assertThat(sentToLeader).isEmpty();
    }

    @Test
    void shouldPassOnWhyTheLeaderRefuses() {
        CompletableFuture<Long> deleted = member.deleteSavepoint("words", 12);
        deliver();
        assertThatThrownBy(deleted::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("There is no such savepoint");
    }

    @Test
    void shouldAnswerWhatIsQuickWhileSomethingTakesLong() throws Exception {
        CompletableFuture<Long> savepoint = member.savepoint("words");
        CompletableFuture<Long> stopped = member.steer("words", Steering.STOP);
        deliver();
        assertThat(stopped.get()).isEqualTo(2);
        assertThat(savepoint).isNotDone();
        assertThat(leader.admitted()).isEqualTo(1);
    }

    @Test
    void shouldSayThatNobodyCanBeAsked() {
        ClusterControl alone = control(
                MEMBER,
                () -> {
                    throw new IllegalStateException("Leader is unknown at the moment; try again");
                },
                Duration.ofSeconds(60));
        assertThatThrownBy(alone.steer("words", Steering.STOP)::get)
                .cause()
                .hasMessage("Leader is unknown at the moment; try again");
    }

    @Test
    void shouldSayThatTheLeaderIsOutOfReach() {
        isReachable = false;
        assertThatThrownBy(member.steer("words", Steering.STOP)::get)
                .cause()
                .hasMessageContainingAll("Leader cannot be reached", "topology=words", "try again");
    }

    @Test
    void shouldNotKnowWhatBecameOfARequestWhenTheLeaderIsLost() {
        CompletableFuture<Long> stopped = member.steer("words", Steering.STOP);
        awaitSent(1);
        member.onLost(lost -> lost == OTHER);
        assertThat(stopped).isNotDone();
        member.onLost(lost -> lost == LEADER);
        assertThatThrownBy(stopped::get)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("It is not known whether it was done", "request=Steer", "topology=words");
    }

    @Test
    void shouldNotKnowWhatBecameOfARequestThatIsNotAnswered() {
        ClusterControl impatient = control(MEMBER, () -> LEADER, Duration.ofMillis(1));
        assertThatThrownBy(impatient.steer("words", Steering.STOP)::get)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("It is not known whether it was done", "no answer", "topology=words");
    }

    @Test
    void shouldLetGoOfWhatTakesTheLeaderTooLong() {
        ClusterControl impatient = control(LEADER, () -> LEADER, Duration.ofMillis(1));
        impatient.onRequest(MEMBER, new Request.Savepoint("words", 1));
        Await.until(() -> sentToMember.size() == 1, sentToMember::size);
        assertThat(sentToMember.remove()).isInstanceOf(Reply.Refused.class);
        Await.until(() -> impatient.admitted() == 0, impatient::admitted);
    }

    @Test
    void shouldHearTheAnswersOfTheLeaderOnly() throws Exception {
        CompletableFuture<Long> savepoint = member.savepoint("words");
        awaitSent(1);
        member.onReply(OTHER, new Reply.Taken("words", 1, 666));
        member.onReply(LEADER, new Reply.Taken("words", 2, 666));
        assertThat(savepoint).isNotDone();
        member.onReply(LEADER, new Reply.Taken("words", 1, 12));
        assertThat(savepoint.get()).isEqualTo(12);
    }

    @Test
    void shouldNotTakeAnAnswerToSomethingElse() {
        CompletableFuture<Long> savepoint = member.savepoint("words");
        awaitSent(1);
        member.onReply(LEADER, new Reply.Done("words", 1));
        assertThatThrownBy(savepoint::get).cause().hasMessageContaining("an answer to something else");
    }

    @Test
    void shouldNotAskForMoreThanIsGoodForTheLeader() {
        List<CompletableFuture<Long>> asked = new ArrayList<>();
        for (int i = 0; i < ClusterControl.MAX_OPEN; i++) {
            asked.add(member.savepoint("words"));
        }
        assertThatThrownBy(member.savepoint("words")::get).cause().hasMessageContainingAll("maxOpen=64", "try again");
        assertThat(asked).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void shouldRefuseAFlood() {
        for (int id = 0; id < 10_000; id++) {
            leader.onRequest(MEMBER, new Request.Savepoint("words", id));
        }
        assertThat(leader.admitted()).isEqualTo(ClusterControl.MAX_OPEN);
        assertThat(sentToMember)
                .hasSize(10_000 - ClusterControl.MAX_OPEN)
                .allSatisfy(reply -> assertThat(reply).isInstanceOf(Reply.Refused.class));
        thread.run(() -> assertThat(served).hasSize(ClusterControl.MAX_OPEN));
        for (int other = 10; other < 30; other++) {
            for (int id = 0; id < ClusterControl.MAX_OPEN; id++) {
                leader.onRequest(other, new Request.Savepoint("words", id));
            }
        }
        assertThat(leader.admitted()).isEqualTo(ClusterControl.MAX_ADMITTED);
    }

    @Test
    void shouldSendAnAnswerWhenThereIsRoomAgain() {
        refusals.set(2);
        leader.onRequest(MEMBER, new Request.Steer("words", 5, Steering.STOP));
        Await.until(() -> sentToMember.size() == 1, sentToMember::size);
        assertThat(sentToMember.remove()).isEqualTo(new Reply.Done("words", 5));
        Await.until(() -> leader.admitted() == 0, leader::admitted);
    }

    @Test
    void shouldAnswerNothingOnceClosed() {
        CompletableFuture<Long> stopped = member.steer("words", Steering.STOP);
        awaitSent(1);
        member.close();
        assertThatThrownBy(stopped::get).cause().hasMessageContaining("It is not known whether it was done");
        assertThatThrownBy(member.steer("words", Steering.STOP)::get)
                .cause()
                .hasMessageContaining("this member is leaving");
    }

    private ClusterControl control(int self, IntSupplier leads, Duration patience) {
        return new ClusterControl(new ClusterControl.Parts(self, thread, this::send, leads, this::serve, patience));
    }

    private boolean send(int to, byte[] message) {
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return false;
        }
        (to == LEADER ? sentToLeader : sentToMember).add(messages.read(message));
        return isReachable;
    }

    private void awaitSent(int requests) {
        Await.until(() -> sentToLeader.size() == requests, sentToLeader::size);
    }

    /** Has everything answered that was asked so far, except for savepoints. */
    private void deliver() {
        thread.run(() -> {});
        for (Message sent = sentToLeader.poll(); sent != null; sent = sentToLeader.poll()) {
            leader.onRequest(MEMBER, (Request) sent);
        }
        thread.run(() -> {});
        for (Message sent = sentToMember.poll(); sent != null; sent = sentToMember.poll()) {
            member.onReply(LEADER, (Reply) sent);
        }
    }

    private CompletableFuture<Reply> serve(int member, Request request) {
        served.add(request);
        if (request instanceof Request.DeleteSavepoint) {
            throw new IllegalStateException("There is no such savepoint");
        }
        return request instanceof Request.Savepoint
                ? new CompletableFuture<>()
                : CompletableFuture.completedFuture(new Reply.Done(request.topology(), request.id()));
    }
}
