package io.millrace.master.security;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of the data folder that hold secrets: only the owner of the folder can read them, and a file is either as it
 * was or as it is to be, whenever the process dies.
 *
 * @param folder the data folder, or null to keep nothing
 */
record CredentialFiles(@Nullable Path folder) {

    static final String CREDENTIALS = "console-credentials.properties";
    static final String TOKEN = "console.token";

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /** What was kept; empty if nothing was. */
    Properties read() throws IOException {
        Properties kept = new Properties();
        if (folder != null && Files.exists(folder.resolve(CREDENTIALS))) {
            kept.load(new StringReader(Files.readString(folder.resolve(CREDENTIALS), StandardCharsets.UTF_8)));
        }
        return kept;
    }

    void write(Properties properties) throws IOException {
        StringWriter text = new StringWriter();
        properties.store(text, "Made by the console of Millrace; delete it to have new ones made");
        write(CREDENTIALS, text.toString());
    }

    void writeToken(String token) throws IOException {
        write(TOKEN, token + "\n");
    }

    private void write(String name, String content) throws IOException {
        if (folder == null) {
            return;
        }
        boolean isPosix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        FileAttribute<?>[] ownerOnly = isPosix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        Path fresh = Files.createTempFile(folder, name, ".new", ownerOnly);
        Files.writeString(fresh, content, StandardCharsets.UTF_8);
        Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
