package io.millrace.master.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.CoordinationListener.Connection;
import io.millrace.cluster.Document;
import io.millrace.cluster.Leader;
import io.millrace.cluster.MemberInfo.Role;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class InMemoryCoordinationTest extends CoordinationContract {

    private final InMemoryEnsemble ensemble = new InMemoryEnsemble();

    @Override
    protected Coordination connect(TaskQueue events) {
        return ensemble.connect(events);
    }

    @Override
    protected void loseSession(Coordination coordination) {
        ((InMemoryCoordination) coordination).expireSession();
    }

    /** Joining does it. */
    @Override
    protected boolean isStanding(TestMember member) {
        return true;
    }

    @Override
    protected void await(Callable<Boolean> condition) {
        runTasks();
        try {
            assertThat(condition.call()).isTrue();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void shouldKeepLeadingWhileItsSessionMayLive() throws Exception {
        TestMember leader = joinAndLead();
        TestMember other = join(Role.MASTER);
        memory(leader).suspend();
        runTasks();
        assertThat(leader.heard.isLeading()).isTrue();
        assertThat(leader.heard.connection()).isEqualTo(Connection.SUSPENDED);
        assertThatThrownBy(() -> leader.coordination.write(1, "pointer", "x", Document.NONE))
                .isInstanceOf(CoordinationException.class)
                .hasMessageContaining("not known");
        memory(leader).resume();
        runTasks();
        assertThat(leader.heard.connection()).isEqualTo(Connection.CONNECTED);
        leader.coordination.write(1, "pointer", "x", Document.NONE);
        assertThat(other.heard.epochs()).isEmpty();
    }

    @Test
    void shouldLearnOfTheEndOfItsSessionWhenItIsBack() throws Exception {
        TestMember leader = joinAndLead();
        TestMember other = join(Role.MASTER);
        memory(leader).suspend();
        memory(leader).expireSession();
        runTasks();
        assertThat(leader.heard.isLeading()).isTrue();
        assertThat(other.heard.epoch()).isEqualTo(2);
        assertThat(other.heard.numbers()).containsExactly(other.number);
        memory(leader).resume();
        runTasks();
        assertThat(leader.heard.isLeading()).isFalse();
        assertThat(leader.heard.leader()).isEqualTo(new Leader(other.number, 2));
        assertThat(other.heard.numbers()).containsExactly(leader.number, other.number);
    }

    @Test
    void shouldTakeItsSessionForLostBeforeTheEnsembleDoes() throws Exception {
        TestMember leader = joinAndLead();
        TestMember other = join(Role.MASTER);
        memory(leader).suspend();
        memory(leader).takeSessionForLost();
        runTasks();
        assertThat(leader.heard.isLeading()).isFalse();
        assertThat(leader.heard.connection()).isEqualTo(Connection.LOST);
        assertThat(other.heard.isLeading()).isFalse();
        memory(leader).resume();
        runTasks();
        assertThat(other.heard.epoch()).isEqualTo(2);
        assertThat(leader.heard.isLeading()).isFalse();
    }

    @Test
    void shouldElectWhomItCanReachAgain() throws Exception {
        TestMember leader = joinAndLead();
        TestMember next = join(Role.MASTER);
        memory(next).suspend();
        leader.coordination.close();
        runTasks();
        assertThat(next.heard.isLeading()).isFalse();
        memory(next).resume();
        runTasks();
        assertThat(next.heard.epoch()).isEqualTo(2);
    }

    @Test
    void shouldStandStillWithoutQuorum() throws Exception {
        TestMember leader = joinAndLead();
        TestMember other = join(Role.MASTER);
        ensemble.cutQuorum();
        runTasks();
        assertThat(other.heard.connection()).isEqualTo(Connection.SUSPENDED);
        assertThatThrownBy(() -> other.coordination.read("pointer")).isInstanceOf(CoordinationException.class);
        memory(leader).takeSessionForLost();
        ensemble.restoreQuorum();
        runTasks();
        assertThat(other.heard.epoch()).isEqualTo(2);
        assertThat(other.heard.numbers()).isEqualTo(List.of(leader.number, other.number));
        assertThat(leader.heard.connection()).isEqualTo(Connection.CONNECTED);
    }

    @Test
    void shouldHandOverWhenItIsBackAfterItResignedWithoutConnection() throws Exception {
        TestMember leader = joinAndLead();
        TestMember other = join(Role.MASTER);
        memory(leader).suspend();
        leader.coordination.resign();
        runTasks();
        assertThat(leader.heard.isLeading()).isFalse();
        assertThat(other.heard.isLeading()).isFalse();
        memory(leader).resume();
        runTasks();
        assertThat(other.heard.epoch()).isEqualTo(2);
    }

    @Test
    void shouldWriteAndLoseTheAnswer() throws Exception {
        TestMember leader = joinAndLead();
        memory(leader).loseNextAnswer();
        assertThatThrownBy(() -> leader.coordination.write(1, "pointer", "x", Document.NONE))
                .isInstanceOf(CoordinationException.class)
                .hasMessageContaining("not known");
        assertThat(leader.coordination.read("pointer")).contains(new Document("x", 0));
        leader.coordination.write(1, "pointer", "y", 0);
    }

    @Test
    void shouldLeaveWithoutConnectionAndVanishWithTheSession() throws Exception {
        TestMember leader = joinAndLead();
        TestMember other = join(Role.MASTER);
        memory(leader).suspend();
        leader.coordination.close();
        runTasks();
        assertThat(leader.heard.isLeading()).isFalse();
        assertThat(other.heard.numbers()).hasSize(2);
        memory(leader).expireSession();
        runTasks();
        assertThat(other.heard.numbers()).containsExactly(other.number);
        assertThat(other.heard.epoch()).isEqualTo(2);
    }

    private static InMemoryCoordination memory(TestMember member) {
        return (InMemoryCoordination) member.coordination;
    }
}
