package io.millrace.master.coordination;

import io.millrace.cluster.Coordination;
import io.millrace.cluster.CoordinationException;
import io.millrace.cluster.MemberInfo;
import io.millrace.cluster.MemberInfo.Role;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A member in a test: its coordination, its listener, and when that is called. */
public final class TestMember {

    private static final AtomicLong INCARNATIONS = new AtomicLong();

    public final TaskQueue events;
    public final Coordination coordination;
    public final Recorder heard = new Recorder();
    public final MemberInfo info;
    public final int number;

    private TestMember(TaskQueue events, Coordination coordination, MemberInfo info) throws CoordinationException {
        this.events = events;
        this.coordination = coordination;
        this.info = info;
        number = coordination.join(info, heard);
    }

    public static TestMember join(TaskQueue events, Coordination coordination, Role... roles)
            throws CoordinationException {
        return new TestMember(events, coordination, info("member", roles));
    }

    public static MemberInfo info(String name, Role... roles) {
        return new MemberInfo(
                name,
                "1.2.3",
                "localhost",
                7077,
                INCARNATIONS.incrementAndGet(),
                Set.of(roles),
                4,
                Set.of("gpu"),
                Map.of("words", "abc123"),
                "");
    }

    public static MemberInfo renamed(MemberInfo info, String name) {
        return new MemberInfo(
                name,
                info.version(),
                info.host(),
                info.port(),
                info.incarnation(),
                info.roles(),
                info.slots(),
                info.labels(),
                info.topologies(),
                info.consoleUrl());
    }
}
