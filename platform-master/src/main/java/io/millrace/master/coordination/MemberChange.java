package io.millrace.master.coordination;

import io.millrace.cluster.MemberInfo;

/** What of its announcement a member may change while it takes part. */
public final class MemberChange {

    private MemberChange() {}

    /**
     * Checks a change.
     *
     * @throws IllegalArgumentException if it would be another member, or begin or end to stand for election
     */
    public static void check(MemberInfo before, MemberInfo after) {
        if (before.incarnation() != after.incarnation()) {
            throw new IllegalArgumentException("Member cannot become another: incarnation=" + before.incarnation()
                    + ", announced=" + after.incarnation() + "; join anew");
        }
        if (before.has(MemberInfo.Role.MASTER) != after.has(MemberInfo.Role.MASTER)) {
            throw new IllegalArgumentException("Member cannot begin or end to be a master: roles=" + before.roles()
                    + ", announced=" + after.roles() + "; join anew");
        }
    }
}
