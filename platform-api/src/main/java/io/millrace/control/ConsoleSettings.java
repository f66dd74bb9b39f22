package io.millrace.control;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
 * @param tokens what programs may come with
 * @param clusterSecret what all members of the cluster know; logins are signed with a key that is made of it, so that any
 *     member takes them. Null for a key of this console alone
 * @param oauth2 whose logins are taken beside its own; null for nobody's
 */
public record ConsoleSettings(
        @Nullable Path dataFolder,
        List<User> users,
        Duration sessionTimeout,
        List<Token> tokens,
        @Nullable String clusterSecret,
        @Nullable OAuth2Settings oauth2) {

    /** Keeps its own copy of the users and tokens. */
    public ConsoleSettings {
        Objects.requireNonNull(sessionTimeout, "sessionTimeout");
        users = List.copyOf(users);
        tokens = List.copyOf(tokens);
    }

    /** A console of its own, without tokens. */
    public ConsoleSettings(@Nullable Path dataFolder, List<User> users, Duration sessionTimeout) {
        this(dataFolder, users, sessionTimeout, List.of(), null);
    }

    /** One that takes no logins but its own. */
    public ConsoleSettings(
            @Nullable Path dataFolder,
            List<User> users,
            Duration sessionTimeout,
            List<Token> tokens,
            @Nullable String clusterSecret) {
        this(dataFolder, users, sessionTimeout, tokens, clusterSecret, null);
    }

    /** The same, which also takes logins of an issuer. */
    public ConsoleSettings withOAuth2(@Nullable OAuth2Settings settings) {
        return new ConsoleSettings(dataFolder, users, sessionTimeout, tokens, clusterSecret, settings);
    }

    /** Leaves the secret of the cluster out. */
    @Override
    public String toString() {
        return "ConsoleSettings[dataFolder=" + dataFolder + ", users=" + users + ", sessionTimeout=" + sessionTimeout
                + ", tokens=" + tokens + ", oauth2=" + oauth2 + "]";
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

    /**
     * What a program may come with, until it ends.
     *
     * @param name name that the audit shows
     * @param hash hash of the token, of the form of {@link ApiToken#isHash}
     * @param role what the program may do
     * @param expiresAt when it ends
     */
    public record Token(String name, String hash, Role role, Instant expiresAt) {

        /** Leaves the hash out. */
        @Override
        public String toString() {
            return "Token[name=" + name + ", role=" + role + ", expiresAt=" + expiresAt + "]";
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
