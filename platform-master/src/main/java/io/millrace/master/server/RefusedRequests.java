package io.millrace.master.server;

import io.millrace.master.security.Protection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

/**
 * What becomes of requests that are no HTTP, or have no address: they are answered in the same form as all others, with
 * nothing of what they said or of what has refused them.
 *
 * <p><b>Thread.</b> Any.
 */
final class RefusedRequests extends Handler.Wrapper {

    private static final String TAKEN = RefusedRequests.class.getName() + ".taken";

    RefusedRequests(Handler handler) {
        super(handler);
    }

    /** Makes a server refuse like this. */
    void installIn(Server server) {
        server.setHandler(this);
        server.setErrorHandler(RefusedRequests::answer);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (isAddress(request.getHttpURI()) && request.getHeaders().stream().noneMatch(RefusedRequests::isOdd)) {
            request.setAttribute(TAKEN, true);
            return super.handle(request, response, callback);
        }
        Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
        return true;
    }

    /** The server takes more for an address than what an address is (RFC 3986). */
    private static boolean isAddress(HttpURI address) {
        try {
            address.toURI();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Security would find a control character only when it comes to it, in the middle of other things. */
    private static boolean isOdd(HttpField header) {
        return header.getValue() != null && header.getValue().chars().anyMatch(Character::isISOControl);
    }

    private static boolean answer(Request request, Response response, Callback callback) {
        // Now and then the server fails over its own refusal, which is one all the same.
        boolean isRefusal = request.getAttribute(TAKEN) == null;
        int status = isRefusal && response.getStatus() == HttpStatus.INTERNAL_SERVER_ERROR_500
                ? HttpStatus.BAD_REQUEST_400
                : response.getStatus();
        response.setStatus(status);
        String title = HttpStatus.getMessage(status);
        String problem = "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status
                + ",\"detail\":\"Request was refused before it was read\","
                + "\"remedy\":\"Send HTTP/1.1 with a valid address and a head of at most "
                + ConsoleServer.MAX_HEADER_BYTES / 1024 + " KiB\"}";
        Protection.HEADERS.forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, Protection.NOT_KEPT);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        response.write(true, ByteBuffer.wrap(problem.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }
}
