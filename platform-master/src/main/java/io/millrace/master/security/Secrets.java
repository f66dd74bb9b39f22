package io.millrace.master.security;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** Random secrets, and their comparison in a time that tells nothing of them. */
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Letters and digits that nobody takes for another. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private Secrets() {}

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** For addresses and headers. */
    static String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
    }

    /** For people to type: 20 characters, 116 bits. */
    static String password() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            password.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }

    static boolean areEqual(byte[] left, byte[] right) {
        return MessageDigest.isEqual(left, right);
    }
}
