package io.millrace.master.security.oauth2;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an issuer says of itself, by OpenID Connect Discovery 1.0.
 *
 * @param keys where its keys are
 * @param authorization where people sign in; null if nowhere
 * @param token where a code is made a token; null if nowhere
 * @param clientAuthentications how a client may show its secret; empty if it does not say
 */
record IssuerMetadata(
        URI keys, @Nullable URI authorization, @Nullable URI token, List<String> clientAuthentications) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Reads the document of this issuer, and refuses that of any other. */
    static IssuerMetadata parse(String issuer, String document) {
        try {
            JsonNode json = JSON.readTree(document);
            String named = json.path("issuer").asString("");
            if (!named.equals(issuer)) {
                throw unusable("Issuer has another name for itself: configured=" + issuer + ", itself=" + named
                        + "; write into millrace.console.security.oauth2.issuer what it says");
            }
            URI keys = address(json, "jwks_uri");
            if (keys == null) {
                throw unusable("Issuer does not say where its keys are: issuer=" + issuer);
            }
            List<String> ways = new ArrayList<>();
            json.path("token_endpoint_auth_methods_supported").forEach(way -> ways.add(way.asString("")));
            return new IssuerMetadata(
                    keys, address(json, "authorization_endpoint"), address(json, "token_endpoint"), List.copyOf(ways));
        } catch (JacksonException e) {
            throw new IssuerUnavailableException("Issuer does not describe itself in JSON: issuer=" + issuer, e);
        }
    }

    /** Keys and secrets go over HTTPS, or do not leave the machine. */
    private static @Nullable URI address(JsonNode json, String name) {
        String text = json.path(name).asString("");
        if (text.isEmpty()) {
            return null;
        }
        try {
            URI uri = new URI(text);
            String host = uri.getHost();
            boolean isLoopback = host != null && host.matches("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
            if (host != null && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && isLoopback))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new IssuerUnavailableException("Issuer names what is no address: " + name + "=" + text, e);
        }
        throw unusable("Issuer names an address without HTTPS: " + name + "=" + text);
    }

    private static IssuerUnavailableException unusable(String message) {
        return new IssuerUnavailableException(message, null);
    }
}
