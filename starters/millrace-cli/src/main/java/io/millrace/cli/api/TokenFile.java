package io.millrace.cli.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file that holds a token and nothing else, which only its user can read.
 *
 * @param file where it is
 */
public record TokenFile(Path file) implements TokenSource {

    private static final int MAX_BYTES = 4_096;
    private static final Set<PosixFilePermission> OF_THE_USER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    /** What RFC 6750 allows, and no less than what nobody guesses: no other file is sent by mistake. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{20,512}=*");

    @Override
    public String token() throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        requirePrivate();
        try (InputStream in = Files.newInputStream(file)) {
            return checked(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip(), "file " + file);
        }
    }

    /**
     * The token, if it looks like one.
     *
     * @param from where it comes from
     * @throws LoginException if it does not; it does not appear in the message
     */
    public static String checked(String token, String from) {
        if (!TOKEN.matcher(token).matches()) {
            throw new LoginException("What is to be the token is none: from=" + from
                    + "; it is one word of 20 letters and digits or more, alone");
        }
        return token;
    }

    private void requirePrivate() throws IOException {
        @Nullable PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return; // A file system that knows no modes.
        }
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        if (!OF_THE_USER.containsAll(permissions)) {
            throw new LoginException("Token file is open to others: file=" + file + ", mode="
                    + PosixFilePermissions.toString(permissions) + "; chmod 600 " + file
                    + ", and have a new token made if others could read it");
        }
    }
}
