package io.millrace.master.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.CoordinationListener.Connection;
import io.millrace.cluster.Document;
import io.millrace.cluster.DocumentConflictException;
import io.millrace.cluster.Leader;
import io.millrace.cluster.MemberInfo.Role;
import io.millrace.cluster.StaleEpochException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every implementation of the coordination port does. */
public abstract class CoordinationContract {

    private final List<TestMember> members = new ArrayList<>();

    /** One more participant of the application that the test is about. */
    protected abstract Coordination connect(TaskQueue events) throws CoordinationException;

    /** Lets the ensemble end the session of a member that is connected. */
    protected abstract void loseSession(Coordination coordination) throws Exception;

    /** Whether a master that has joined comes next if all before it go. Joining does not wait for that. */
    protected abstract boolean isStanding(TestMember member) throws Exception;

    /** Waits until it is so, while {@link #runTasks} is called. */
    protected abstract void await(Callable<Boolean> condition);

    protected final TestMember join(Role... roles) throws CoordinationException {
        TaskQueue events = new TaskQueue();
        TestMember member = TestMember.join(events, connect(events), roles);
        members.add(member);
        return member;
    }

    /** A member that others can hand over to. */
    protected final TestMember joinAndStand() throws CoordinationException {
        TestMember member = join(Role.MASTER);
        await(() -> isStanding(member));
        return member;
    }

    /** A member that leads. */
    protected final TestMember joinAndLead() throws CoordinationException {
        TestMember member = join(Role.MASTER, Role.WORKER);
        await(member.heard::isLeading);
        return member;
    }

    protected final void runTasks() {
        members.forEach(member -> member.events.runAll());
    }

    @AfterEach
    void close() {
        members.forEach(member -> member.coordination.close());
    }

    @Test
    void shouldElectTheFirstMasterUnderTheFirstEpoch() throws Exception {
        TestMember first = join(Role.MASTER);
        await(first.heard::isLeading);
        assertThat(first.heard.epoch()).isEqualTo(1);
        await(() -> new Leader(first.number, 1).equals(first.heard.leader()));
    }

    @Test
    void shouldElectOneOfSeveralAndTellAllWhoItIs() throws Exception {
        TestMember first = joinAndLead();
        TestMember second = join(Role.MASTER);
        TestMember worker = join(Role.WORKER);
        Leader leader = new Leader(first.number, 1);
        await(() -> leader.equals(second.heard.leader()) && leader.equals(worker.heard.leader()));
        assertThat(second.heard.isLeading()).isFalse();
    }

    @Test
    void shouldNeverElectAMemberThatIsNoMaster() throws Exception {
        TestMember worker = join(Role.WORKER);
        TestMember master = joinAndLead();
        // One that comes and goes at once need not be seen.
        await(() -> new Leader(master.number, 1).equals(worker.heard.leader()));
        master.coordination.close();
        await(() -> worker.heard.leader() == null);
        TestMember next = joinAndLead();
        await(() -> new Leader(next.number, 2).equals(worker.heard.leader()));
        assertThat(worker.heard.epochs()).isEmpty();
    }

    @Test
    void shouldHandOverWhenTheLeaderCloses() throws Exception {
        TestMember first = joinAndLead();
        TestMember second = join(Role.MASTER);
        first.coordination.close();
        await(second.heard::isLeading);
        assertThat(second.heard.epoch()).isEqualTo(2);
        runTasks();
        assertThat(first.heard.isLeading()).isFalse();
        await(() -> second.heard.numbers().equals(List.of(second.number)));
    }

    @Test
    void shouldHandOverWhenTheLeaderResigns() throws Exception {
        TestMember first = joinAndLead();
        TestMember second = joinAndStand();
        await(() -> second.heard.leader() != null);
        first.coordination.resign();
        await(() -> second.heard.isLeading() && !first.heard.isLeading());
        assertThat(second.heard.epoch()).isEqualTo(2);
        second.coordination.resign();
        await(() -> first.heard.isLeading() && !second.heard.isLeading());
        assertThat(first.heard.epochs()).containsExactly(1L, 3L);
    }

    @Test
    void shouldElectOneWhoResignsAgainIfThereIsNobodyElse() throws Exception {
        TestMember only = joinAndLead();
        only.coordination.resign();
        await(() -> only.heard.epoch() == 2);
        only.coordination.write(2, "still", "leading", Document.NONE);
    }

    @Test
    void shouldDoNothingWhenOneResignsWhoDoesNotLead() throws Exception {
        TestMember first = joinAndLead();
        TestMember second = join(Role.MASTER);
        second.coordination.resign();
        first.coordination.write(1, "still", "leading", Document.NONE);
        first.coordination.close();
        await(second.heard::isLeading);
        assertThat(second.heard.epochs()).containsExactly(2L);
    }

    @Test
    void shouldShowMembersToAllSortedByNumber() throws Exception {
        TestMember first = joinAndLead();
        TestMember second = join(Role.WORKER);
        TestMember third = join(Role.MASTER, Role.WORKER);
        List<Integer> all = List.of(first.number, second.number, third.number);
        for (TestMember member : List.of(first, second, third)) {
            await(() -> member.heard.numbers().equals(all));
            assertThat(member.heard.members().get(1).info()).isEqualTo(second.info);
        }
    }

    @Test
    void shouldShowWhatAMemberAnnouncesLater() throws Exception {
        TestMember first = join(Role.WORKER);
        TestMember second = join(Role.WORKER);
        second.coordination.announce(TestMember.renamed(second.info, "renamed"));
        await(() -> first.heard.members().size() == 2
                && first.heard.members().get(1).info().name().equals("renamed"));
        await(() -> second.heard.members().size() == 2
                && second.heard.members().get(1).info().name().equals("renamed"));
    }

    @Test
    void shouldShowWhenAMemberHasLeft() throws Exception {
        TestMember first = join(Role.WORKER);
        TestMember second = join(Role.WORKER);
        await(() -> first.heard.members().size() == 2);
        second.coordination.close();
        await(() -> first.heard.numbers().equals(List.of(first.number)));
    }

    @Test
    void shouldNeverGiveANumberAgain() throws Exception {
        TestMember first = join(Role.WORKER);
        first.coordination.close();
        TestMember second = join(Role.WORKER);
        TestMember third = join(Role.WORKER);
        assertThat(first.number).isPositive();
        assertThat(second.number).isGreaterThan(first.number);
        assertThat(third.number).isGreaterThan(second.number);
    }

    @Test
    void shouldReadWhatWasWritten() throws Exception {
        TestMember leader = joinAndLead();
        TestMember worker = join(Role.WORKER);
        assertThat(worker.coordination.read("topologies/words/pointer")).isEmpty();
        int created = leader.coordination.write(1, "topologies/words/pointer", "größe 1", Document.NONE);
        assertThat(worker.coordination.read("topologies/words/pointer")).contains(new Document("größe 1", created));
        int changed = leader.coordination.write(1, "topologies/words/pointer", "", created);
        assertThat(changed).isNotEqualTo(created);
        assertThat(worker.coordination.read("topologies/words/pointer")).contains(new Document("", changed));
        assertThat(worker.coordination.read("topologies/words")).isEmpty();
        leader.coordination.write(1, "topologies/words", "above", Document.NONE);
        assertThat(worker.coordination.read("topologies/words").orElseThrow().content())
                .isEqualTo("above");
    }

    @Test
    void shouldRefuseAWriteThatExpectsAnotherVersion() throws Exception {
        TestMember leader = joinAndLead();
        int version = leader.coordination.write(1, "pointer", "one", Document.NONE);
        for (int other : new int[] {Document.NONE, version + 1, version - 2}) {
            assertThatThrownBy(() -> leader.coordination.write(1, "pointer", "two", other))
                    .isInstanceOf(DocumentConflictException.class)
                    .hasMessageContaining("path=pointer");
        }
        assertThatThrownBy(() -> leader.coordination.write(1, "absent", "two", 0))
                .isInstanceOf(DocumentConflictException.class);
        assertThat(leader.coordination.read("pointer")).contains(new Document("one", version));
        assertThat(leader.coordination.read("absent")).isEmpty();
    }

    @Test
    void shouldRefuseAWriteOfOneWhoNeverLed() throws Exception {
        joinAndLead();
        TestMember other = join(Role.MASTER);
        for (long epoch : new long[] {0, 1, 2}) {
            assertThatThrownBy(() -> other.coordination.write(epoch, "pointer", "x", Document.NONE))
                    .isInstanceOf(StaleEpochException.class)
                    .hasMessageContaining("epoch=" + epoch);
        }
        assertThat(other.coordination.read("pointer")).isEmpty();
    }

    @Test
    void shouldRefuseTheWriteOfALeaderThatHasBeenReplaced() throws Exception {
        TestMember first = joinAndLead();
        TestMember second = joinAndStand();
        first.coordination.resign();
        await(second.heard::isLeading);
        assertThatThrownBy(() -> first.coordination.write(1, "pointer", "x", Document.NONE))
                .isInstanceOf(StaleEpochException.class);
        second.coordination.write(2, "pointer", "y", Document.NONE);
    }

    @Test
    void shouldRefuseTheWriteOfALeaderThatDoesNotKnowYetThatItHasBeenReplaced() throws Exception {
        TestMember first = joinAndLead();
        TestMember second = joinAndStand();
        int version = first.coordination.write(1, "pointer", "one", Document.NONE);
        first.events.hold();
        loseSession(first.coordination);
        await(second.heard::isLeading);
        assertThat(first.heard.isLeading()).isTrue();
        await(() -> isStale(first, version));
        int next = second.coordination.write(2, "pointer", "two", version);
        assertThat(isStale(first, version)).isTrue();
        assertThat(isStale(first, next)).isTrue();
        assertThat(second.coordination.read("pointer")).contains(new Document("two", next));
        first.events.release();
        await(() -> !first.heard.isLeading());
    }

    @Test
    void shouldConfirmTheEpochInForceAndNoOther() throws Exception {
        TestMember first = joinAndLead();
        TestMember second = joinAndStand();
        first.coordination.confirm(1);
        first.coordination.confirm(1);
        for (long epoch : new long[] {0, 2}) {
            assertThatThrownBy(() -> first.coordination.confirm(epoch)).isInstanceOf(StaleEpochException.class);
        }
        assertThatThrownBy(() -> second.coordination.confirm(1)).isInstanceOf(StaleEpochException.class);
        first.coordination.resign();
        await(second.heard::isLeading);
        second.coordination.confirm(2);
        assertThatThrownBy(() -> first.coordination.confirm(1)).isInstanceOf(StaleEpochException.class);
    }

    @Test
    void shouldNotConfirmToALeaderThatDoesNotKnowYetThatItHasBeenReplaced() throws Exception {
        TestMember first = joinAndLead();
        TestMember second = joinAndStand();
        first.events.hold();
        loseSession(first.coordination);
        await(second.heard::isLeading);
        assertThat(first.heard.isLeading()).isTrue();
        await(() -> isNotConfirmed(first));
        first.events.release();
        await(() -> !first.heard.isLeading());
    }

    @Test
    void shouldRefuseADocumentThatIsTooLong() throws Exception {
        TestMember leader = joinAndLead();
        String longest = "x".repeat(Document.MAX_BYTES);
        leader.coordination.write(1, "long", longest, Document.NONE);
        assertThat(leader.coordination.read("long").orElseThrow().content()).isEqualTo(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> leader.coordination.write(1, "longer", longest + "x", Document.NONE))
                .withMessageContaining("maxLength=" + Document.MAX_BYTES);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        leader.coordination.write(1, "longer", "ü".repeat(Document.MAX_BYTES / 2 + 1), Document.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "a/", "a//b", "a/../b", ".", "a/.", "a b", "a:b", "a\u0000", "ä", "a\n"})
    void shouldRefuseAPathThatIsNone(String path) throws Exception {
        Coordination any = join(Role.WORKER).coordination;
        assertThatIllegalArgumentException().isThrownBy(() -> any.read(path));
        assertThatIllegalArgumentException().isThrownBy(() -> any.write(1, path, "x", Document.NONE));
    }

    @Test
    void shouldBeginANewSessionUnderTheSameNumber() throws Exception {
        TestMember first = joinAndLead();
        TestMember worker = join(Role.WORKER);
        await(() -> worker.heard.numbers().equals(List.of(first.number, worker.number)));
        loseSession(first.coordination);
        await(() -> first.heard.epoch() == 2);
        assertThat(first.heard.calls())
                .filteredOn(call -> call.startsWith("elected") || call.startsWith("dismissed"))
                .hasSize(3);
        await(() -> first.heard.connection() == Connection.CONNECTED);
        await(() -> worker.heard.numbers().equals(List.of(first.number, worker.number))
                && new Leader(first.number, 2).equals(worker.heard.leader()));
        first.coordination.write(2, "pointer", "x", Document.NONE);
    }

    @Test
    void shouldElectAnotherWhenTheLeaderLosesItsSession() throws Exception {
        TestMember first = joinAndLead();
        TestMember second = joinAndStand();
        await(() -> second.heard.leader() != null);
        loseSession(first.coordination);
        await(() -> !first.heard.isLeading() && second.heard.isLeading());
        assertThat(second.heard.epoch()).isEqualTo(2);
        await(() -> first.heard.numbers().equals(List.of(first.number, second.number))
                && second.heard.numbers().equals(List.of(first.number, second.number))
                && new Leader(second.number, 2).equals(first.heard.leader()));
    }

    @Test
    void shouldAnnounceAgainWhatWasAnnouncedLast() throws Exception {
        TestMember first = join(Role.WORKER);
        TestMember second = join(Role.WORKER);
        second.coordination.announce(TestMember.renamed(second.info, "renamed"));
        loseSession(second.coordination);
        await(() -> second.heard.calls().contains("connection LOST"));
        await(() -> first.heard.members().size() == 2
                && first.heard.members().get(1).info().name().equals("renamed"));
    }

    @Test
    void shouldTellTheConnectionFirst() throws Exception {
        TestMember first = joinAndLead();
        await(() -> !first.heard.members().isEmpty());
        assertThat(first.heard.calls().get(0)).isEqualTo("connection CONNECTED");
    }

    @Test
    void shouldDismissBeforeItElectsAgain() throws Exception {
        TestMember first = joinAndLead();
        first.events.hold();
        loseSession(first.coordination);
        TestMember worker = join(Role.WORKER);
        await(() -> worker.heard.leader() != null && worker.heard.leader().epoch() > 1);
        first.events.release();
        await(() -> first.heard.epoch() > 1);
        // Recorder fails if it is elected twice in a row.
        assertThat(first.heard.calls()).anyMatch(call -> call.startsWith("dismissed"));
    }

    @Test
    void shouldCloseOnceAndTellNothingMore() throws Exception {
        TestMember member = joinAndLead();
        member.coordination.close();
        member.coordination.close();
        runTasks();
        assertThat(member.heard.isLeading()).isFalse();
        List<String> calls = member.heard.calls();
        TestMember other = joinAndLead();
        other.coordination.close();
        runTasks();
        assertThat(member.heard.calls()).isEqualTo(calls);
        assertThatThrownBy(() -> member.coordination.read("pointer")).isInstanceOf(CoordinationException.class);
        assertThatThrownBy(() -> member.coordination.write(1, "pointer", "x", Document.NONE))
                .isInstanceOf(CoordinationException.class);
        assertThatThrownBy(() -> member.coordination.announce(member.info)).isInstanceOf(CoordinationException.class);
        member.coordination.resign();
    }

    @Test
    void shouldCloseWithoutHavingJoined() throws Exception {
        connect(new TaskQueue()).close();
    }

    @Test
    void shouldJoinOnceOnly() throws Exception {
        TestMember member = join(Role.WORKER);
        assertThatIllegalStateException()
                .isThrownBy(() -> member.coordination.join(member.info, new Recorder()))
                .withMessageContaining("joined already");
        try (Coordination stranger = connect(new TaskQueue())) {
            assertThatIllegalStateException().isThrownBy(() -> stranger.announce(member.info));
        }
    }

    @Test
    void shouldNotBecomeAnotherMember() throws Exception {
        TestMember member = join(Role.WORKER);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> member.coordination.announce(TestMember.info("other", Role.WORKER)))
                .withMessageContaining("incarnation");
    }

    private static boolean isNotConfirmed(TestMember member) {
        try {
            member.coordination.confirm(1);
            throw new AssertionError("a stale leader was confirmed");
        } catch (StaleEpochException expected) {
            return true;
        } catch (CoordinationException unconnected) {
            return false;
        }
    }

    private static boolean isStale(TestMember member, int version) {
        try {
            member.coordination.write(1, "pointer", "stale", version);
            throw new AssertionError("a stale leader has written");
        } catch (StaleEpochException expected) {
            return true;
        } catch (CoordinationException unconnected) {
            return false;
        }
    }
}
