package io.millrace.cli.api;

import io.millrace.cli.json.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A console has said no, in the form of RFC 9457 or otherwise. */
public final class ProblemException extends RuntimeException {

    /** How Spring says that there is nothing at an address, which is not that something of a name is unknown. */
    private static final String NO_ENDPOINT = "No static resource";

    private static final int MAX_NEAREST = 3;

    private final int status;
    private final @Nullable String detail;
    private final @Nullable String remedy;
    private final List<String> nearest;
    private final boolean isUnsupported;

    /**
     * What a console has said.
     *
     * @param status of HTTP
     * @param body the problem, or empty if there is none
     * @param path what was asked for
     */
    ProblemException(int status, Doc body, ApiPath path) {
        super("Console says no: status=" + status + ", path=" + path + ", detail=" + body.text("detail"));
        this.status = status;
        detail = body.text("detail") == null ? body.text("title") : body.text("detail");
        remedy = body.text("remedy");
        nearest = body.texts("nearest").stream().limit(MAX_NEAREST).toList();
        isUnsupported = status == 405 || (status == 404 && nearest.isEmpty() && isOfSpring(body.text("detail")));
    }

    /** Unknown names are told in sentences of ours. */
    private static boolean isOfSpring(@Nullable String detail) {
        return detail == null || detail.startsWith(NO_ENDPOINT);
    }

    /** Status of HTTP. */
    public int status() {
        return status;
    }

    /** What is wrong, or null if it does not say. */
    public @Nullable String detail() {
        return detail;
    }

    /** What to do, or null if it does not say. */
    public @Nullable String remedy() {
        return remedy;
    }

    /** Names like the one that is unknown, the nearest first. */
    public List<String> nearest() {
        return nearest;
    }

    /** Whether the console does not know the request as such. */
    public boolean isUnsupported() {
        return isUnsupported;
    }

    /** Whether the same may succeed a little later. */
    public boolean isPassing() {
        return status == 502 || status == 503 || status == 504;
    }
}
