package io.millrace.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** One run of the probe: what it said of itself, and what it answers. */
final class ProbeRun {

    private static final List<String> PATHS = List.of(
            "/",
            "/hello",
            "/nowhere",
            "/webjars/dagre/dist/dagre.js",
            "/assets/console.css",
            "/login",
            "/api/v1/session",
            "/actuator",
            "/actuator/health");

    private final List<String> lines = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();

    /** Starts the probe, asks it everything, and ends it. */
    static ProbeRun of(String classPath, Path folder, List<String> arguments) {
        try {
            return start(classPath, folder, arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static ProbeRun start(String classPath, Path folder, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                classPath,
                "io.millrace.acceptance.probe.ProbeApplication",
                "--server.port=0"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        ProbeRun run = new ProbeRun();
        try {
            run.read(process);
            run.ask();
        } finally {
            process.getOutputStream().close();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                run.answers.add("did not end when asked to");
            }
        }
        return run;
    }

    List<String> all(String what) {
        return lines.stream()
                .filter(line -> line.startsWith(what + "="))
                .map(line -> line.substring(what.length() + 1))
                .toList();
    }

    String one(String what) {
        return all(what).get(0);
    }

    List<String> answers() {
        return answers;
    }

    private void read(Process process) throws IOException {
        StringBuilder everything = new StringBuilder();
        BufferedReader reader = process.inputReader();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            everything.append(line).append('\n');
            if (line.startsWith("PROBE ")) {
                lines.add(line.substring("PROBE ".length()));
            }
            if (line.equals("PROBE ready=true")) {
                return;
            }
        }
        throw new AssertionError("The probe did not start:\n" + everything);
    }

    private void ask() throws IOException, InterruptedException {
        String port = one("port");
        if (port.equals("null")) {
            return;
        }
        HttpClient client = HttpClient.newHttpClient();
        for (String path : PATHS) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                    .header("Accept", "application/json")
                    .build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            answers.add(path + " " + answer.statusCode() + " "
                    + answer.headers().firstValue("Content-Type").orElse("-") + " "
                    + new TreeSet<>(answer.headers().map().keySet()) + " "
                    + withoutChance(answer.body()).replace(port, "PORT"));
        }
    }

    /** What differs from one answer to the next of the same application. */
    private static String withoutChance(String body) {
        return body.replaceAll("\"(timestamp|requestId)\":\"[^\"]*\"", "").replaceAll("value=\"[^\"]{30,}\"", "");
    }
}
