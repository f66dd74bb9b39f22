package io.millrace.master.server;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.control.ConsoleSettings;
import io.millrace.control.ConsoleSettings.Role;
import io.millrace.control.OAuth2Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An issuer that signs whatever it is told to, to see what becomes of it; with a counter of who asks for its keys. */
final class FakeIssuer implements AutoCloseable {

    static final String AUDIENCE = "millrace-console";
    static final Map<String, Role> ROLES =
            Map.of("watch", Role.VIEWER, "run", Role.OPERATOR, "own", Role.ADMIN, "own-too", Role.ADMIN);

    private final AtomicInteger askedForKeys = new AtomicInteger();
    private final HttpServer server;
    private volatile RSAKey key;
    private volatile ECKey curveKey;
    private volatile int status = 200;
    private volatile String ownName;
    private volatile String keysAddress;
    private volatile String idToken = "";
    private volatile String lastTokenRequest = "";

    FakeIssuer() throws Exception {
        this(0);
    }

    FakeIssuer(int port) throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "issuer");
            thread.setDaemon(true);
            return thread;
        }));
        ownName = address();
        keysAddress = address() + "/keys";
        key = rsa("first");
        curveKey = new ECKeyGenerator(Curve.P_256).keyID("curve").generate();
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, description()));
        server.createContext("/keys", exchange -> {
            askedForKeys.incrementAndGet();
            answer(exchange, new JWKSet(List.of(key, curveKey)).toString(true));
        });
        server.createContext("/token", exchange -> {
            lastTokenRequest = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            answer(
                    exchange,
                    "{\"access_token\":\"opaque\",\"token_type\":\"Bearer\",\"expires_in\":60,\"id_token\":\"" + idToken
                            + "\"}");
        });
        server.start();
    }

    static RSAKey rsa(String id) throws JOSEException {
        return new RSAKeyGenerator(2048).keyID(id).generate();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int port() {
        return server.getAddress().getPort();
    }

    int askedForKeys() {
        return askedForKeys.get();
    }

    RSAKey key() {
        return key;
    }

    ECKey curveKey() {
        return curveKey;
    }

    String lastTokenRequest() {
        return lastTokenRequest;
    }

    void takeKey(RSAKey other) {
        key = other;
    }

    void answerWith(int code) {
        status = code;
    }

    void callItself(String name) {
        ownName = name;
    }

    void keepKeysAt(String address) {
        keysAddress = address;
    }

    void answerCodesWith(String token) {
        idToken = token;
    }

    OAuth2Settings settings() {
        return new OAuth2Settings(address(), AUDIENCE, "realm_access.roles", ROLES, null);
    }

    OAuth2Settings settingsWithLogin(@Nullable String baseUrl) {
        return new OAuth2Settings(
                address(),
                AUDIENCE,
                "realm_access.roles",
                ROLES,
                new OAuth2Settings.Login("console", "a secret", List.of("openid", "profile"), baseUrl));
    }

    ConsoleSettings console() {
        return TestConsoles.users().withOAuth2(settings());
    }

    /** A right token with these roles. */
    String token(String... roles) throws JOSEException {
        return token(key, claims -> claims.claim("realm_access", Map.of("roles", List.of(roles))));
    }

    /** A token that is right as far as nothing is changed. */
    String token(RSAKey signer, UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return signed(JWSAlgorithm.RS256, signer.getKeyID(), new RSASSASigner(signer), change);
    }

    /** What says who has signed in. */
    String idToken(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
        SignedJWT token = new SignedJWT(header, change.apply(claims()).build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    String curveToken(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return signed(JWSAlgorithm.ES256, curveKey.getKeyID(), new ECDSASigner(curveKey), change);
    }

    String signed(JWSAlgorithm algorithm, String id, JWSSigner signer, UnaryOperator<JWTClaimsSet.Builder> change)
            throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(algorithm)
                .keyID(id)
                .type(new JOSEObjectType("at+jwt"))
                .build();
        SignedJWT token = new SignedJWT(header, change.apply(claims()).build());
        token.sign(signer);
        return token.serialize();
    }

    JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(address())
                .subject("4711")
                .audience(AUDIENCE)
                .claim("preferred_username", "grace")
                .claim("realm_access", Map.of("roles", List.of("offline_access", "run")))
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(300)));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String description() {
        return "{\"issuer\":\"" + ownName + "\",\"jwks_uri\":\"" + keysAddress + "\",\"authorization_endpoint\":\""
                + address() + "/authorize\",\"token_endpoint\":\"" + address() + "/token\"}";
    }

    private void answer(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Location", "/elsewhere");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
