package io.millrace.examples.cluster;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;

/** The REST of a member, for somebody who may do everything. */
final class MemberRest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final LocalMember member;
    private final Duration patience;

    MemberRest(LocalMember member, Duration patience) {
        this.member = member;
        this.patience = patience;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path);
    }

    HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return send("POST", path);
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        String token =
                Files.readString(member.dataFolder().resolve("console.token")).trim();
        HttpRequest request = HttpRequest.newBuilder(member.console().resolve(path))
                .timeout(patience)
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
