package io.millrace.master.server;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody in front of the console: keeps cookies, follows no redirect, and does what the pages do. */
final class Browser {

    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern JSON_TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final URI home;

    Browser(String link) {
        this.home = URI.create(link).resolve("/");
    }

    CookieManager cookies() {
        return cookies;
    }

    Browser signedIn(String user, String password) throws Exception {
        HttpResponse<String> answer = signIn(user, password);
        if (!answer.headers().firstValue("Location").orElse("").equals("/")) {
            throw new AssertionError("Not signed in: " + answer + " " + answer.headers());
        }
        return this;
    }

    HttpResponse<String> signIn(String user, String password) throws Exception {
        String page = get("/login").body();
        Matcher token = FORM_TOKEN.matcher(page);
        if (!token.find()) {
            throw new AssertionError("Login has no token:\n" + page);
        }
        String form = "username=" + encode(user) + "&password=" + encode(password) + "&_csrf=" + encode(token.group(1));
        return send(request("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    /** Asks as a page of the console does, with the token of the session, as far as there is one. */
    HttpResponse<String> change(String method, String path) throws Exception {
        return change(method, path, HttpRequest.BodyPublishers.noBody());
    }

    HttpResponse<String> change(String method, String path, String body) throws Exception {
        return change(method, path, HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> change(String method, String path, HttpRequest.BodyPublisher body) throws Exception {
        Matcher token = JSON_TOKEN.matcher(get("/api/v1/session").body());
        HttpRequest.Builder request = request(path).method(method, body);
        if (token.find()) {
            request.header("X-CSRF-TOKEN", token.group(1));
        }
        return send(request);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The head of an answer whose body may never end. */
    HttpResponse<java.io.InputStream> open(String path) throws IOException, InterruptedException {
        return open(request(path).GET());
    }

    HttpResponse<java.io.InputStream> open(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(home.resolve(path)).timeout(Duration.ofSeconds(20));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
