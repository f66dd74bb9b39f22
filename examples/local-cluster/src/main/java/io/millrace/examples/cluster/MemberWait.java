package io.millrace.examples.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Waits for what a member does. */
final class MemberWait {

    private static final int POLL_MILLIS = 50;
    private static final Duration TRY = Duration.ofSeconds(2);

    private final LocalMember member;
    private final Duration patience;
    private final long deadlineNanos;

    MemberWait(LocalMember member, Duration patience) {
        this.member = member;
        this.patience = patience;
        this.deadlineNanos = System.nanoTime() + patience.toNanos();
    }

    /** The first line from a position of the log on in which the expression is found. */
    String forLine(String regex, long from) throws IOException, InterruptedException {
        Pattern pattern = Pattern.compile(regex);
        LogTail tail = new LogTail(member.log(), from);
        while (true) {
            boolean isAlive = member.isAlive(); // Asked before, so that last words are read.
            for (var lines = tail.poll(); !lines.isEmpty(); lines = tail.poll()) {
                for (String line : lines) {
                    if (pattern.matcher(line).find()) {
                        return line;
                    }
                }
            }
            goOn(isAlive, "line=" + regex);
        }
    }

    /** The status of the first answer. */
    int forAnswer(URI uri) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().connectTimeout(TRY).build();
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(TRY).build();
        while (true) {
            boolean isAlive = member.isAlive();
            try {
                return client.send(request, BodyHandlers.discarding()).statusCode();
            } catch (IOException e) {
                goOn(isAlive, "uri=" + uri);
            }
        }
    }

    private void goOn(boolean isAlive, String awaited) throws IOException, InterruptedException {
        if (!isAlive) {
            throw failure("has ended before", awaited);
        }
        if (System.nanoTime() - deadlineNanos > 0) {
            throw failure("has not come so far", awaited + ", afterMillis=" + patience.toMillis());
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }

    private IOException failure(String fact, String awaited) throws IOException {
        return new IOException("Member " + fact + ": member=" + member.name() + ", " + awaited + ", log=" + member.log()
                + "; its last words are\n" + member.lastWords());
    }
}
