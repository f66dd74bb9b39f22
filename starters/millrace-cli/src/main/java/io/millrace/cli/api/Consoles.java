package io.millrace.cli.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Consoles that show the same, as the members of a cluster do. The one that has answered last is asked first; where one
 * cannot be connected, the next is asked.
 *
 * <p><b>Thread.</b> Has one owner.
 */
public final class Consoles {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final List<Target> targets;
    private final boolean isInsecureAllowed;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
    private int current;

    /**
     * Consoles, at least one.
     *
     * @param isInsecureAllowed whether the token may be sent where others can read along
     */
    public Consoles(List<Target> targets, boolean isInsecureAllowed) {
        this.targets = List.copyOf(targets);
        this.isInsecureAllowed = isInsecureAllowed;
    }

    /**
     * Sends a request to the first that can be connected.
     *
     * @throws UnreachableException if there is none
     * @throws TimedOutException if one does not answer in time
     * @throws LoginException if there is no token that may be used
     */
    HttpResponse<InputStream> send(Request request, Duration timeout) throws InterruptedException {
        StringJoiner causes = new StringJoiner(", ");
        IOException last = null;
        for (int i = 0; i < targets.size(); i++) {
            int index = (current + i) % targets.size();
            Target target = targets.get(index);
            try {
                HttpResponse<InputStream> response =
                        client.send(message(target, request, timeout), BodyHandlers.ofInputStream());
                current = index;
                return response;
            } catch (IOException e) {
                requireUnsent(request, target, e, timeout);
                causes.add(target.address() + " (" + reason(e) + ")");
                last = e;
            }
        }
        throw new UnreachableException(
                "Console cannot be reached: " + causes + "; see whether the application runs, and where: --url,"
                        + " MILLRACE_URL",
                last);
    }

    private HttpRequest message(Target target, Request request, Duration timeout) throws IOException {
        Duration atLeast = timeout.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : timeout;
        HttpRequest.Builder message = HttpRequest.newBuilder(target.address().resolve(request.path()))
                .method(request.method(), request.publisher())
                .timeout(atLeast)
                .header(
                        "Accept",
                        request.isStream() ? "text/event-stream" : "application/json, application/problem+json")
                .header("User-Agent", "millrace-cli");
        if (request.body() != null) {
            message.header("Content-Type", "application/json");
        }
        if (request.lastEventId() != null && !request.lastEventId().isEmpty()) {
            message.header("Last-Event-ID", request.lastEventId());
        }
        String token = target.login().token();
        if (token != null) {
            requirePrivate(target.address());
            message.header("Authorization", "Bearer " + token);
        }
        return message.build();
    }

    private void requirePrivate(ServerAddress address) {
        if (!isInsecureAllowed && !address.isPrivate()) {
            throw new LoginException("Token is not sent over plain http to another machine: url=" + address
                    + "; whoever reads along could use it. Use https, a tunnel to this machine (ssh -L),"
                    + " or --insecure-http if the network is yours alone");
        }
    }

    /** A request that changes something is sent to another only if this one has certainly not taken it. */
    private static void requireUnsent(Request request, Target target, IOException failure, Duration timeout) {
        boolean isUnsent = failure instanceof ConnectException
                || failure instanceof HttpConnectTimeoutException
                || failure instanceof SSLException
                || failure instanceof NoSuchFileException;
        if (!isUnsent && failure instanceof HttpTimeoutException) {
            throw new TimedOutException(
                    "Console has not answered in time: url=" + target.address() + ", path=" + request.path()
                            + ", timeoutSeconds=" + timeout.toSeconds() + "; see status, or give a longer --timeout");
        }
        if (!isUnsent && !request.isReading()) {
            throw new UnreachableException(
                    "Connection was lost, and the request may have been taken or not: url=" + target.address()
                            + ", path=" + request.path() + ", cause=" + reason(failure)
                            + "; see status before you try again",
                    failure);
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "its token is not there: " + failure.getMessage();
        }
        if (failure instanceof HttpConnectTimeoutException) {
            return "no answer";
        }
        @Nullable String message = failure.getMessage();
        if (failure instanceof ConnectException && message == null) {
            // As the JDK says "refused" and "unknown host" alike.
            Throwable cause = failure.getCause();
            return cause instanceof java.nio.channels.UnresolvedAddressException
                    ? "unknown host"
                    : "connection refused";
        }
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
