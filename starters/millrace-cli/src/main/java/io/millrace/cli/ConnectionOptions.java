package io.millrace.cli;

import io.millrace.cli.api.Api;
import io.millrace.cli.api.Consoles;
import io.millrace.cli.api.ProblemException;
import io.millrace.cli.api.ServerAddress;
import io.millrace.cli.api.Target;
import io.millrace.cli.api.TokenFile;
import io.millrace.cli.api.TokenSource;
import io.millrace.cli.api.UnreachableException;
import io.millrace.cli.local.LocalApplication;
import io.millrace.cli.local.LocalApplications;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which console is asked, and with which login. */
final class ConnectionOptions {

    @Option(
            names = "--url",
            paramLabel = "URL[,URL...]",
            description = "Where the console is; of several, the next is tried where one cannot be connected."
                    + " Or MILLRACE_URL. Without it, what runs here in ./.millrace, or http://127.0.0.1:8090.")
    private @Nullable String url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "File with the token of a login, which only you may read. Or MILLRACE_TOKEN_FILE, or the token"
                            + " itself in MILLRACE_TOKEN. Without it, console.token of what runs here.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--insecure-http",
            description = "Send the token over plain http to another machine, where others may read along.")
    private boolean isInsecureAllowed;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "Longest time to wait, as in 60, 30s or 5m; 60s without it.")
    private Duration timeout = Duration.ofSeconds(60);

    Duration timeout() {
        return timeout;
    }

    /** REST of the console. */
    Api open(Environment environment) {
        return new Api(new Consoles(targets(environment), isInsecureAllowed), timeout, environment.time());
    }

    private List<Target> targets(Environment environment) {
        String wantedUrl = url != null ? url : environment.variable("MILLRACE_URL");
        List<ServerAddress> addresses = wantedUrl == null ? List.of() : addresses(wantedUrl);
        TokenSource login = login(environment);
        if (login != null) {
            return addressesOr(addresses, environment).stream()
                    .map(address -> new Target(address, login))
                    .toList();
        }
        List<LocalApplication> running = LocalApplications.in(environment.folder());
        if (!addresses.isEmpty()) {
            return addresses.stream()
                    .map(address -> withLocalLogin(address, running))
                    .toList();
        }
        return running.isEmpty()
                ? List.of(new Target(ServerAddress.DEFAULT, TokenSource.NONE))
                : only(running).targets();
    }

    private static List<ServerAddress> addresses(String text) {
        try {
            return ServerAddress.parseAll(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** The login that was asked for, or null for one that is found. */
    private @Nullable TokenSource login(Environment environment) {
        String token = environment.variable("MILLRACE_TOKEN");
        if (tokenFile == null && token != null) {
            return () -> TokenFile.checked(token, "MILLRACE_TOKEN");
        }
        Path file = wantedFile(environment);
        return file == null ? null : () -> readOrFail(file);
    }

    private static String readOrFail(Path file) {
        try {
            return Objects.requireNonNull(new TokenFile(file).token());
        } catch (NoSuchFileException e) {
            throw new UsageException("Token file does not exist: file=" + file + "; see --token-file");
        } catch (IOException e) {
            throw new UsageException(
                    "Token file cannot be read: file=" + file + ", cause=" + e.getMessage() + "; see whose file it is");
        }
    }

    private @Nullable Path wantedFile(Environment environment) {
        String variable = environment.variable("MILLRACE_TOKEN_FILE");
        Path file = tokenFile != null || variable == null ? tokenFile : Path.of(variable);
        return file == null ? null : environment.folder().resolve(file);
    }

    /** A login alone says where: that of the console whose file it is, or that of what runs here. */
    private List<ServerAddress> addressesOr(List<ServerAddress> addresses, Environment environment) {
        if (!addresses.isEmpty()) {
            return addresses;
        }
        Path file = wantedFile(environment);
        if (file != null && (tokenFile != null || environment.variable("MILLRACE_TOKEN") == null)) {
            return List.of(LocalApplications.addressBeside(file).orElse(ServerAddress.DEFAULT));
        }
        List<LocalApplication> running = LocalApplications.in(environment.folder());
        return running.isEmpty()
                ? List.of(ServerAddress.DEFAULT)
                : only(running).targets().stream().map(Target::address).toList();
    }

    private static Target withLocalLogin(ServerAddress address, List<LocalApplication> running) {
        return running.stream()
                .flatMap(application -> application.targets().stream())
                .filter(target -> target.address().equals(address))
                .findFirst()
                .orElse(new Target(address, TokenSource.NONE));
    }

    private static LocalApplication only(List<LocalApplication> running) {
        if (running.size() > 1) {
            String names = running.stream()
                    .map(application -> application.name() + " (" + addressesOf(application) + ")")
                    .collect(Collectors.joining(", "));
            throw new UsageException("Several applications run here: " + names + "; say which, by --url");
        }
        return running.get(0);
    }

    private static String addressesOf(LocalApplication application) {
        return application.targets().get(0).address().toString();
    }

    /** Whether a failure only means that nobody is there yet. */
    static boolean isPassing(RuntimeException failure) {
        return failure instanceof UnreachableException
                || (failure instanceof ProblemException problem && problem.isPassing());
    }
}
