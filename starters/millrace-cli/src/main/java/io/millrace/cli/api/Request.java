package io.millrace.cli.api;

import io.millrace.cli.json.Doc;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a console.
 *
 * @param method of HTTP
 * @param path below /api/v1
 * @param body JSON, or null for none
 * @param lastEventId where a stream of events goes on; null for an answer, empty for a stream from now on
 */
record Request(
        String method,
        ApiPath path,
        @Nullable Doc body,
        @Nullable String lastEventId) {

    static Request get(ApiPath path) {
        return new Request("GET", path, null, null);
    }

    /** Whether it can be sent again when nobody knows what has become of it. */
    boolean isReading() {
        return method.equals("GET");
    }

    boolean isStream() {
        return lastEventId != null;
    }

    BodyPublisher publisher() {
        return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.compact());
    }
}
