package io.millrace.examples.cluster;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a member does for the others. */
public enum Role {

    /** May lead. */
    MASTER,

    /** Runs tasks. */
    WORKER;

    /** As the property {@code millrace.roles} wants them: "master,worker". */
    static String text(Set<Role> roles) {
        return EnumSet.copyOf(roles).stream()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
    }
}
