package io.millrace.master.security;

import io.millrace.control.ConsoleSettings;
import io.millrace.control.ConsoleSettings.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Who may come in, and with what: the users, the key that sessions are signed with, a token that logs in once, and a token
 * for programs of the same user.
 *
 * <p>What was made up is kept in the data folder, so that a restart needs no new login.
 *
 * <p><b>Thread.</b> Any.
 */
public final class Credentials {

    private static final String PASSWORD = "admin.password";
    private static final String SESSION_KEY = "session.key";
    private static final String ADMIN = "admin";

    private final Map<String, ConsoleUser> users = new LinkedHashMap<>();
    private final List<String> notices = new ArrayList<>();
    private final byte[] sessionKey;
    private final String programToken;
    private final AtomicReference<@Nullable String> linkToken = new AtomicReference<>();
    private final boolean isGenerated;

    private Credentials(ConsoleSettings settings, String application, CredentialFiles files, PasswordEncoder encoder)
            throws IOException {
        Properties kept = files.read();
        boolean isNew = false;
        isGenerated = settings.users().isEmpty();
        if (isGenerated) {
            isNew = addAdministrator(kept, settings, encoder);
            addNoticeOfOwnPassword(settings);
        }
        settings.users().forEach(user -> add(user, encoder));
        if (kept.getProperty(SESSION_KEY) == null) {
            kept.setProperty(SESSION_KEY, Base64.getEncoder().encodeToString(Secrets.bytes(32)));
            isNew = true;
        }
        String clusterSecret = settings.clusterSecret();
        sessionKey = clusterSecret == null
                ? Base64.getDecoder().decode(kept.getProperty(SESSION_KEY))
                : SessionKey.derive(clusterSecret, application);
        if (isNew) {
            files.write(kept);
        }
        programToken = Secrets.token();
        files.writeToken(programToken);
        if (isGenerated) {
            linkToken.set(Secrets.token());
        }
    }

    /**
     * Takes what was kept, and makes up what is missing.
     *
     * @param application name of the application; only with the same one do members take each other's sessions
     * @throws IOException if the data folder cannot be read or written
     */
    static Credentials open(ConsoleSettings settings, String application, PasswordEncoder encoder) throws IOException {
        return new Credentials(settings, application, new CredentialFiles(settings.dataFolder()), encoder);
    }

    /** What the people who started this have to know. */
    public List<String> notices() {
        return List.copyOf(notices);
    }

    /** The token of the link that logs in once, or null if it has been used or there is none. */
    public @Nullable String linkToken() {
        return linkToken.get();
    }

    @Nullable
    ConsoleUser user(String name) {
        return users.get(name);
    }

    byte[] sessionKey() {
        return sessionKey;
    }

    /** Takes the token of the link: the user whom it logs in, or null if it is not the one, or was used. */
    @Nullable
    ConsoleUser redeemLink(String token) {
        String wanted = linkToken.get();
        boolean isRight = wanted != null
                && Secrets.areEqual(wanted.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))
                && linkToken.compareAndSet(wanted, null);
        return isRight ? users.get(ADMIN) : null;
    }

    /** Whether this is the token for programs of the user who runs this process. */
    boolean isProgramToken(String token) {
        return Secrets.areEqual(programToken.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private boolean addAdministrator(Properties kept, ConsoleSettings settings, PasswordEncoder encoder) {
        String encoded = kept.getProperty(PASSWORD);
        boolean isNew = encoded == null;
        if (encoded == null) {
            String password = Secrets.password();
            encoded = encoder.encode(password);
            kept.setProperty(PASSWORD, encoded);
            notices.add("Console login: user " + ADMIN + ", password " + password
                    + (settings.dataFolder() == null
                            ? " (for this process only)"
                            : "; it is not shown again. Delete " + CredentialFiles.CREDENTIALS + " in "
                                    + settings.dataFolder() + " to have another one made"));
        }
        users.put(ADMIN, new ConsoleUser(ADMIN, encoded, Role.ADMIN));
        return isNew;
    }

    private void addNoticeOfOwnPassword(ConsoleSettings settings) {
        if (settings.clusterSecret() != null) {
            notices.add("Each member of this cluster has a password of its own for " + ADMIN
                    + "; set millrace.console.users, the same everywhere, to have one login for all");
        }
    }

    private void add(ConsoleSettings.User user, PasswordEncoder encoder) {
        boolean isEncoded = user.password().startsWith("{");
        if (!isEncoded) {
            notices.add("Password of console user " + user.name()
                    + " stands in the configuration as it is; write it as {bcrypt}… instead");
        }
        String encoded = isEncoded ? user.password() : encoder.encode(user.password());
        if (users.put(user.name(), new ConsoleUser(user.name(), encoded, user.role())) != null) {
            throw new IllegalArgumentException(
                    "Console has two users of one name: name=" + user.name() + "; correct millrace.console.users");
        }
    }
}
