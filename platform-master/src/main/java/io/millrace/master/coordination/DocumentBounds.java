package io.millrace.master.coordination;

import io.millrace.cluster.Document;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What paths and contents of documents have to be like, whoever keeps them. */
public final class DocumentBounds {

    private static final int MAX_PATH = 512;
    private static final String NAME = "(?!\\.{1,2}(/|$))[A-Za-z0-9._-]+";
    private static final Pattern PATH = Pattern.compile(NAME + "(/" + NAME + ")*");

    private DocumentBounds() {}

    /**
     * Checks a path.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static void checkPath(String path) {
        if (path.length() > MAX_PATH || !PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("Document has no proper path: path="
                    + path.substring(0, Math.min(path.length(), 80)) + ", length=" + path.length() + ", maxLength="
                    + MAX_PATH + "; it is names with slashes between, of letters, digits, dots, _ and -");
        }
    }

    /**
     * Content as it is kept.
     *
     * @throws IllegalArgumentException if it is too long
     */
    public static byte[] encode(String path, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > Document.MAX_BYTES) {
            throw new IllegalArgumentException("Document is too long: path=" + path + ", length=" + bytes.length
                    + ", maxLength=" + Document.MAX_BYTES + "; split it");
        }
        return bytes;
    }
}
