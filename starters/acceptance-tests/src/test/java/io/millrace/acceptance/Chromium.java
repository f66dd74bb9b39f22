package io.millrace.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real browser without a window, driven over its DevTools protocol. One page, one thread. */
final class Chromium implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final long PAUSE_NANOS = 20_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final JsonMapper json = JsonMapper.shared();
    private final Process process;
    private final WebSocket page;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private int number;

    private Chromium(Process process, String debugger) throws Exception {
        this.process = process;
        HttpClient client = HttpClient.newHttpClient();
        String fresh = "http://" + URI.create(debugger).getAuthority() + "/json/new?about:blank";
        HttpRequest request = HttpRequest.newBuilder(URI.create(fresh))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        String target =
                client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        String address = json.readTree(target).get("webSocketDebuggerUrl").asString();
        this.page = client.newWebSocketBuilder()
                .buildAsync(URI.create(address), new Listener(answers))
                .join();
    }

    /** Starts a browser, which is installed first where there is none and this may be done. */
    static Chromium start(Path profile) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                binary().toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile));
        Process process = new ProcessBuilder(command).start();
        BufferedReader said = process.errorReader();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith("DevTools listening on ")) {
                Thread drain = new Thread(() -> said.lines().forEach(rest -> {}));
                drain.setDaemon(true);
                drain.start();
                return new Chromium(process, line.substring("DevTools listening on ".length()));
            }
        }
        throw new IllegalStateException("Browser did not start: command=" + command);
    }

    void open(String address) throws Exception {
        call("Page.navigate", Map.of("url", address));
    }

    /** The value of an expression, as text. */
    String evaluate(String expression) throws Exception {
        JsonNode result = call("Runtime.evaluate", Map.of("expression", "String(" + expression + ")"));
        return result.at("/result/value").asString("");
    }

    /** What a promise comes to, as text. */
    String evaluateLater(String promise) throws Exception {
        JsonNode result = call("Runtime.evaluate", Map.of("expression", promise, "awaitPromise", true));
        return result.at("/result/value").asString(result.toString());
    }

    /** Presses the left button at one place of the page, and lets it go at another. */
    void drag(double fromX, double toX, double y) throws Exception {
        mouse("mouseMoved", fromX, y, 0);
        mouse("mousePressed", fromX, y, 1);
        mouse("mouseMoved", (fromX + toX) / 2, y, 1);
        mouse("mouseMoved", toX, y, 1);
        mouse("mouseReleased", toX, y, 1);
    }

    private void mouse(String type, double x, double y, int buttons) throws Exception {
        call(
                "Input.dispatchMouseEvent",
                Map.of("type", type, "x", x, "y", y, "button", "left", "buttons", buttons, "clickCount", 1));
    }

    /** How wide its window is, and whether its user likes it dark. */
    void look(int width, boolean isDark) throws Exception {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        Map<String, String> scheme = Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light");
        call("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
    }

    /** Waits until an expression is true. */
    void await(String expression) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!evaluate(expression).equals("true")) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Page does not come to it: " + expression + "\nat " + evaluate("location.href")
                        + "\n" + evaluate("document.body.innerText"));
            }
            // The page and what it shows want the processor, too.
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public void close() {
        page.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    private JsonNode call(String method, Map<String, Object> parameters) throws Exception {
        int id = ++number;
        page.sendText(json.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .join();
        for (String text = answers.poll(30, TimeUnit.SECONDS);
                text != null;
                text = answers.poll(30, TimeUnit.SECONDS)) {
            JsonNode answer = json.readTree(text);
            if (answer.path("id").asInt(-1) == id) {
                return answer.path("result");
            }
        }
        throw new IllegalStateException("Browser does not answer: method=" + method);
    }

    private static Path binary() throws IOException {
        Path found = find();
        if (found == null && Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
            Processes.run(
                    Path.of("."),
                    List.of("sh", "-c", "apt-get update -qq && apt-get install -y -qq chromium"),
                    Duration.ofMinutes(5).toMinutes(),
                    TimeUnit.MINUTES);
            found = find();
        }
        if (found == null) {
            throw new IllegalStateException("There is no browser: looked for=" + NAMES + "; install chromium");
        }
        return found;
    }

    private static Path find() {
        for (String folder : System.getenv("PATH").split(":")) {
            for (String name : NAMES) {
                if (Files.isExecutable(Path.of(folder, name))) {
                    return Path.of(folder, name);
                }
            }
        }
        return null;
    }

    private record Listener(BlockingQueue<String> answers, StringBuilder parts) implements WebSocket.Listener {

        Listener(BlockingQueue<String> answers) {
            this(answers, new StringBuilder());
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean isLast) {
            parts.append(data);
            if (isLast) {
                answers.add(parts.toString());
                parts.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
