package io.millrace.control;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a console is to be.
 *
 * @param dataFolder folder for what has to outlive a restart, which exists and belongs to this process alone; null to keep
 *     it in memory
 * @param users who may log in; nobody stands for one administrator with a generated password
 * @param sessionTimeout how long a login lasts
 */
public record ConsoleSettings(@Nullable Path dataFolder, List<User> users, Duration sessionTimeout) {

    /** Keeps its own copy of the users. */
    public ConsoleSettings {
        Objects.requireNonNull(sessionTimeout, "sessionTimeout");
        users = List.copyOf(users);
    }

    /**
     * Somebody who may log in.
     *
     * @param name name to log in with
     * @param password password, as {@code {bcrypt}…}, or plain
     * @param role what the user may do
     */
    public record User(String name, String password, Role role) {

        /** Leaves the password out. */
        @Override
        public String toString() {
            return "User[name=" + name + ", role=" + role + "]";
        }
    }

    /** What a user may do; each role may do what the ones before it may. */
    public enum Role {
        /** Sees everything but secrets. */
        VIEWER,
        /** Starts and stops. */
        OPERATOR,
        /** Does everything. */
        ADMIN
    }
}
