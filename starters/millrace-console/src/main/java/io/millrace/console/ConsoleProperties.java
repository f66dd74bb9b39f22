package io.millrace.console;

import io.millrace.control.ConsoleSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Properties of the console.
 *
 * @param enabled Whether there is a console.
 * @param port Port of the console; 0 for any that is free. By default 8090, or the next one that is free.
 * @param address Network address on which the console listens; by default that of the machine itself, which no other
 *     machine can reach.
 * @param sessionTimeout Time that a login lasts.
 * @param users Users who may log in. Without any, there is one administrator with a generated password.
 * @param tokens Tokens with which programs come in, by their name.
 */
@ConfigurationProperties(ConsoleProperties.PREFIX)
record ConsoleProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String port,
        @DefaultValue("127.0.0.1") String address,
        @DefaultValue("12h") Duration sessionTimeout,
        @DefaultValue List<User> users,
        @DefaultValue Map<String, ApiTokenProperties> tokens) {

    static final String PREFIX = "millrace.console";
    static final int DEFAULT_PORT = 8090;

    private static final Pattern PORT = Pattern.compile("\\d{1,5}");

    /** What Kubernetes puts into the environment, as MILLRACE_CONSOLE_PORT, for a service named millrace-console. */
    private static final Pattern OF_A_SERVICE = Pattern.compile("(tcp|udp|sctp)://.*");

    /** Checks the ranges. */
    ConsoleProperties {
        port = checkedPort(port);
        if (sessionTimeout.compareTo(Duration.ofMinutes(1)) < 0 || sessionTimeout.compareTo(Duration.ofDays(30)) > 0) {
            throw new InvalidConfigurationPropertyValueException(
                    PREFIX + ".session-timeout", sessionTimeout, "Time is out of range: use 1m to 30d");
        }
        for (int i = 0; i < users.size(); i++) {
            users.get(i).check(PREFIX + ".users[" + i + "]");
        }
        ApiTokenProperties.check(tokens);
    }

    /** The port that the user wants, or null for the default. */
    @Nullable
    Integer wantedPort() {
        return port == null ? null : Integer.valueOf(port);
    }

    private static @Nullable String checkedPort(@Nullable String port) {
        if (port == null || OF_A_SERVICE.matcher(port).matches()) {
            return null;
        }
        if (!PORT.matcher(port).matches() || Integer.parseInt(port) > 65_535) {
            throw new InvalidConfigurationPropertyValueException(
                    PREFIX + ".port", port, "Port is none: use 0 to 65535, 0 for any that is free");
        }
        return port;
    }

    List<ConsoleSettings.User> toUsers() {
        return users.stream().map(User::toSettings).toList();
    }

    /** What they make of a console. */
    ConsoleSettings toSettings(@Nullable Path dataFolder, @Nullable String clusterSecret) {
        return new ConsoleSettings(dataFolder, toUsers(), sessionTimeout, toTokens(), clusterSecret);
    }

    List<ConsoleSettings.Token> toTokens() {
        return tokens.entrySet().stream()
                .map(token -> token.getValue().toSettings(token.getKey()))
                .toList();
    }

    /**
     * Somebody who may log in.
     *
     * @param name Name to log in with.
     * @param password Password, encoded as {bcrypt}..., or plain.
     * @param role What the user may do.
     */
    record User(@Nullable String name, @Nullable String password, ConsoleSettings.@Nullable Role role) {

        private void check(String property) {
            require(property + ".name", name);
            require(property + ".password", password);
            if (role == null) {
                throw new InvalidConfigurationPropertyValueException(
                        property + ".role", null, "Role is missing: use viewer, operator or admin");
            }
        }

        private static void require(String property, @Nullable String value) {
            if (value == null || value.isBlank()) {
                throw new InvalidConfigurationPropertyValueException(
                        property, null, "Value is missing: a user has a name, a password and a role");
            }
        }

        private ConsoleSettings.User toSettings() {
            if (name == null || password == null || role == null) {
                throw new IllegalStateException("User was not checked");
            }
            return new ConsoleSettings.User(name, password, role);
        }

        /** Leaves the password out. */
        @Override
        public String toString() {
            return "User[name=" + name + ", role=" + role + "]";
        }
    }
}
