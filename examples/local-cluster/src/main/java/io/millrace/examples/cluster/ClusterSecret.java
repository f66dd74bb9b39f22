package io.millrace.examples.cluster;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/** What members know and nobody else. */
final class ClusterSecret {

    private static final int BYTES = 32;

    private final String text;

    private ClusterSecret(String text) {
        this.text = text;
    }

    static ClusterSecret random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new ClusterSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** As the environment of a member: a command line can be read by everybody. */
    Map<String, String> environment() {
        return Map.of(MemberProperties.SECRET_VARIABLE, text);
    }

    @Override
    public String toString() {
        return "secret";
    }
}
