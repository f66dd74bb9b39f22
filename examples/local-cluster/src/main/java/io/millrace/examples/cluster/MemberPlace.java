package io.millrace.examples.cluster;

import java.nio.file.Path;
import java.util.Set;

/**
 * What a member keeps through all of its lives.
 *
 * @param name as in "worker-1"
 * @param roles at least one
 * @param folder of its own
 * @param ports of its own
 */
record MemberPlace(String name, Set<Role> roles, Path folder, MemberPorts ports) {

    /** Keeps a copy. */
    MemberPlace {
        roles = Set.copyOf(roles);
    }

    /** Where Millrace keeps what belongs to this member only. */
    Path dataFolder() {
        return folder.resolve("data");
    }
}
