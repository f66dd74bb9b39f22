package io.millrace.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A console that plays answers of the contract. The last answer to a request is given again and again. */
final class FakeConsole implements AutoCloseable {

    static final String TOKEN = "a-token-of-the-tests-which-is-long";

    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    FakeConsole() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers with JSON of the contract. */
    FakeConsole on(String request, String fixture) {
        return on(request, 200, fixture(fixture));
    }

    FakeConsole on(String request, int status, String body, String... headers) {
        answers.computeIfAbsent(request, key -> new ArrayDeque<>()).add(new Answer(status, body, headers));
        return this;
    }

    FakeConsole problem(String request, int status, String json, String... headers) {
        return on(request, status, json, headers);
    }

    List<Seen> seen() {
        return new ArrayList<>(seen);
    }

    Seen last() {
        return seen.get(seen.size() - 1);
    }

    static String fixture(String name) {
        try (InputStream in = FakeConsole.class.getResourceAsStream("/contract/" + name + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        seen.add(new Seen(
                exchange.getRequestMethod(),
                path,
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Last-Event-ID"),
                body));
        Answer answer = answer(exchange.getRequestMethod() + " " + path.replace("/api/v1", ""));
        for (int i = 0; i < answer.headers.length; i += 2) {
            exchange.getResponseHeaders().set(answer.headers[i], answer.headers[i + 1]);
        }
        byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : 0);
        if (bytes.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
        exchange.close();
    }

    private synchronized Answer answer(String request) {
        Deque<Answer> all = answers.getOrDefault(request, answers.get(request.replaceFirst("\\?.*", "")));
        if (all == null) {
            return new Answer(
                    404,
                    "{\"status\":404,\"detail\":\"No static resource " + request + " for request\"}",
                    new String[0]);
        }
        return all.size() > 1 ? all.poll() : all.peek();
    }

    private record Answer(int status, String body, String[] headers) {}

    /** A request that came. */
    record Seen(String method, String path, String authorization, String lastEventId, String body) {}
}
