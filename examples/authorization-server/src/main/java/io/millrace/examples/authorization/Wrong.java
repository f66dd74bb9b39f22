package io.millrace.examples.authorization;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Programs whose tokens are signed, and nevertheless wrong. */
final class Wrong {

    /** Their names. */
    static final List<String> NAMES = List.of("wrong-audience", "wrong-issuer", "expired", "no-role-claim");

    private Wrong() {}

    /** Makes the claims of such a program wrong, and leaves others as they are. */
    static void spoil(String client, Map<String, Object> claims) {
        switch (client) {
            case "wrong-audience" -> claims.put("aud", List.of("another-console"));
            case "wrong-issuer" -> claims.put("iss", "http://127.0.0.1:1");
            case "no-role-claim" -> claims.remove("realm_access");
            case "expired" -> {
                Instant now = Instant.now();
                claims.put("iat", now.minusSeconds(7200));
                claims.put("nbf", now.minusSeconds(7200));
                claims.put("exp", now.minusSeconds(3600));
            }
            default -> {
                // Right.
            }
        }
    }
}
