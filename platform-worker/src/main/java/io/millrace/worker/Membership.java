package io.millrace.worker;

import io.millrace.worker.remote.MemberAgent;

/**
 * The part of this process in a topology that runs in several.
 *
 * @param agent does what the leader says
 * @param thread calls it
 * @param endsWithLeader whether the topology ends when its leader does
 */
record Membership(MemberAgent agent, SupervisorThread thread, boolean endsWithLeader) {

    /** Lets go of all tasks, and takes no others. */
    void leave() {
        agent.close();
    }
}
