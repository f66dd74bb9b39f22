package io.millrace.cli.local;

import io.millrace.cli.api.ServerAddress;
import io.millrace.cli.api.Target;
import io.millrace.cli.api.TokenFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Finds applications that were started in a folder and still run: by their data folders {@code .millrace/<application>}, and
 * by {@code .millrace/local-cluster.properties}, which {@code ./millrace cluster} leaves while it runs.
 *
 * <p>Whoever has written these files is not trusted with where a token goes: an address counts only if it is that of this
 * machine.
 */
public final class LocalApplications {

    /** What a console needs that is found by itself: its token, its address, and who has the folder. */
    private static final String TOKEN = "console.token";

    private static final String ADDRESS = "console.url";
    private static final String LOCK = "lock";
    private static final String CLUSTER = "local-cluster.properties";
    private static final int MAX_BYTES = 64 << 10;

    private LocalApplications() {}

    /** Those that were started in a folder, in the order of their names. */
    public static List<LocalApplication> in(Path folder) {
        Path millrace = folder.resolve(".millrace");
        List<LocalApplication> found = new ArrayList<>();
        if (!Files.isDirectory(millrace)) {
            return found;
        }
        cluster(millrace.resolve(CLUSTER)).ifPresent(found::add);
        try (DirectoryStream<Path> dataFolders = Files.newDirectoryStream(millrace, Files::isDirectory)) {
            for (Path dataFolder : dataFolders) {
                application(dataFolder).ifPresent(found::add);
            }
        } catch (IOException e) {
            return found; // What cannot be read is not there.
        }
        found.sort(Comparator.comparing(LocalApplication::name));
        return found;
    }

    /** Where the console is whose token lies in a file; empty if it does not say. */
    public static Optional<ServerAddress> addressBeside(Path tokenFile) {
        Path folder = tokenFile.toAbsolutePath().getParent();
        return folder == null ? Optional.empty() : address(read(folder.resolve(ADDRESS)));
    }

    private static Optional<LocalApplication> application(Path dataFolder) {
        Path token = dataFolder.resolve(TOKEN);
        if (!Files.exists(token) || !isAlive(read(dataFolder.resolve(LOCK)))) {
            return Optional.empty();
        }
        ServerAddress address = addressBeside(token).orElse(ServerAddress.DEFAULT);
        return Optional.of(new LocalApplication(
                String.valueOf(dataFolder.getFileName()),
                dataFolder,
                List.of(new Target(address, new TokenFile(token)))));
    }

    private static Optional<LocalApplication> cluster(Path file) {
        String text = read(file);
        if (text == null) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // As if it was not there: nobody has been asked to read it.
        }
        if (!isAlive(properties.getProperty("pid"))) {
            return Optional.empty();
        }
        List<Target> targets = new ArrayList<>();
        for (int i = 0; properties.getProperty("member." + i + ".url") != null; i++) {
            String dataFolder = properties.getProperty("member." + i + ".data-dir");
            Optional<ServerAddress> address = address(properties.getProperty("member." + i + ".url"));
            if (dataFolder != null && address.isPresent()) {
                targets.add(new Target(address.get(), new TokenFile(Path.of(dataFolder, TOKEN))));
            }
        }
        return targets.isEmpty() ? Optional.empty() : Optional.of(new LocalApplication("cluster", file, targets));
    }

    private static Optional<ServerAddress> address(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(ServerAddress::parse).filter(ServerAddress::isLoopback);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isAlive(@Nullable String pid) {
        return pid != null
                && pid.strip().matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(pid.strip()))
                        .map(ProcessHandle::isAlive)
                        .orElse(false);
    }

    private static @Nullable String read(Path file) {
        try {
            return Files.size(file) > MAX_BYTES
                    ? null
                    : Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return null;
        }
    }
}
