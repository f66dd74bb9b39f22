package io.millrace.cli.api;

import io.millrace.cli.json.Doc;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * REST of one console, or of several that show the same. What a console says is a {@link Doc}; that it says no is a
 * {@link ProblemException}. While the leader of a cluster is unknown, it asks again.
 *
 * <p><b>Thread.</b> Has one owner.
 */
public final class Api {

    private static final int MAX_BYTES = 64 << 20;
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final Consoles consoles;
    private final Duration timeout;
    private final Time time;

    /**
     * REST of these consoles.
     *
     * @param timeout longest time until an answer is there
     */
    public Api(Consoles consoles, Duration timeout, Time time) {
        this.consoles = consoles;
        this.timeout = timeout;
        this.time = time;
    }

    /** Reads something. */
    public Doc get(ApiPath path) throws InterruptedException {
        return answer(Request.get(path));
    }

    /** Changes something, with a body or without. */
    public Doc post(ApiPath path, @Nullable Doc body) throws InterruptedException {
        return answer(new Request("POST", path, body, null));
    }

    /** Deletes something. */
    public Doc delete(ApiPath path) throws InterruptedException {
        return answer(new Request("DELETE", path, null, null));
    }

    /**
     * Opens a stream of events.
     *
     * @param lastId id of the last event that is known already, or empty
     */
    EventStream events(ApiPath path, String lastId) throws InterruptedException {
        Request request = new Request("GET", path, null, lastId);
        HttpResponse<InputStream> response = consoles.send(request, timeout);
        if (response.statusCode() != 200) {
            throw problem(request, response);
        }
        return new EventStream(response.body());
    }

    private Doc answer(Request request) throws InterruptedException {
        long startNanos = time.nanos();
        while (true) {
            Duration left = timeout.minusNanos(time.nanos() - startNanos);
            HttpResponse<InputStream> response = consoles.send(request, left);
            if (response.statusCode() / 100 == 2) {
                return document(request, response);
            }
            ProblemException problem = problem(request, response);
            Optional<Duration> wait = retryAfter(response);
            left = timeout.minusNanos(time.nanos() - startNanos);
            if (wait.isEmpty() || wait.get().compareTo(left) >= 0) {
                throw problem;
            }
            time.sleep(wait.get());
        }
    }

    /** When to ask again: it is said for a leader that is unknown, and for too many logins. */
    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        if (response.statusCode() != 503 && response.statusCode() != 429) {
            return Optional.empty();
        }
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Math.max(1, Long.parseLong(value))))
                .map(wait -> wait.compareTo(LONGEST_RETRY) < 0 ? wait : LONGEST_RETRY);
    }

    private static Doc document(Request request, HttpResponse<InputStream> response) {
        try {
            return Doc.parse(body(response));
        } catch (IllegalArgumentException e) {
            throw new UnreachableException(
                    "Server is no console of Millrace: uri=" + response.uri() + "; see what --url names", e);
        } catch (IOException e) {
            throw new UnreachableException(
                    "Answer was cut off: path=" + request.path() + ", cause=" + e + "; try again", e);
        }
    }

    private static ProblemException problem(Request request, HttpResponse<InputStream> response) {
        Doc body;
        try {
            body = Doc.parse(body(response));
        } catch (IOException | IllegalArgumentException e) {
            body = Doc.EMPTY; // Whoever says no without a problem has nothing to add to its status.
        }
        if (response.statusCode() / 100 == 3) {
            String location = response.headers().firstValue("Location").orElse("none");
            body = Doc.of(
                    "detail",
                    "Server sends elsewhere, where the token is not taken: location=" + location,
                    "remedy",
                    "Give the address of the console itself by --url");
        }
        return new ProblemException(response.statusCode(), body, request.path());
    }

    private static String body(HttpResponse<InputStream> response) throws IOException {
        try (InputStream in = response.body()) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("Answer is too long: maxBytes=" + MAX_BYTES + "; ask for less, by --limit");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
