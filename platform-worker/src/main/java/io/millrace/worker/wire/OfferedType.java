package io.millrace.worker.wire;

import io.millrace.worker.serial.Codec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A type as the sender of its values sees it.
 *
 * @param name name of the type
 * @param fingerprint SHA-256 of the schema
 * @param schema the schema, so that a difference can be named; empty if it is too long to be sent
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by difference() only.
record OfferedType(String name, byte[] fingerprint, String schema) {

    static final int FINGERPRINT_BYTES = 32;
    static final int MAX_SCHEMA_BYTES = 64 << 10;
    static final int MIN_BYTES = 5 + FINGERPRINT_BYTES + 4;

    private static final int SHOWN_CHARS = 60;

    static OfferedType of(String name, Codec<?> codec) {
        String schema = codec.schema();
        boolean isSent = schema.getBytes(StandardCharsets.UTF_8).length <= MAX_SCHEMA_BYTES;
        return new OfferedType(name, OfferedExchange.fingerprint(schema), isSent ? schema : "");
    }

    void write(Draft draft, boolean hasSchema) {
        draft.text(name).bytes(fingerprint).text(hasSchema ? schema : "");
    }

    static OfferedType read(BodyReader body) throws WireFault {
        return new OfferedType(body.name(), body.bytes(FINGERPRINT_BYTES), body.text(MAX_SCHEMA_BYTES));
    }

    /** What differs from the type that the receiver has, as text, or null if values can be read. */
    @Nullable
    String difference(String ownName, String ownSchema) {
        if (!name.equals(ownName)) {
            return "sender's type=" + shown(name) + ", receiver's type=" + shown(ownName);
        }
        if (Arrays.equals(fingerprint, OfferedExchange.fingerprint(ownSchema))) {
            return null;
        }
        String what = "type=" + shown(name);
        if (schema.isEmpty()) {
            return what + ", schemas differ";
        }
        int at = firstDifference(schema, ownSchema);
        if (isBehindComma(schema, ownSchema, at)) {
            return what + ", sender has=" + part(schema, at + 1) + ", receiver has nothing there";
        }
        if (isBehindComma(ownSchema, schema, at)) {
            return what + ", sender has nothing where receiver has=" + part(ownSchema, at + 1);
        }
        return what + ", sender has=" + part(schema, at) + ", receiver has=" + part(ownSchema, at);
    }

    /** Whether one goes on with another field where the other one ends. */
    private static boolean isBehindComma(String one, String other, int at) {
        return at < one.length()
                && one.charAt(at) == ','
                && (at == other.length() || "}>".indexOf(other.charAt(at)) >= 0);
    }

    private static int firstDifference(String one, String other) {
        int end = Math.min(one.length(), other.length());
        int at = 0;
        while (at < end && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }

    /** The field or name that a place in a schema belongs to, with the struct that it is in. */
    private static String part(String schema, int at) {
        int start = at;
        while (start > 0 && "{,<".indexOf(schema.charAt(start - 1)) < 0) {
            start--;
        }
        int end = at;
        while (end < schema.length() && "},>".indexOf(schema.charAt(end)) < 0) {
            end++;
        }
        String field = end == start ? "nothing" : schema.substring(start, end);
        return shown(field) + " in " + shown(struct(schema, start));
    }

    /** The name before the brace that is open at a place. */
    private static String struct(String schema, int at) {
        int depth = 0;
        for (int i = Math.min(at, schema.length()) - 1; i >= 0; i--) {
            char c = schema.charAt(i);
            if (c == '}') {
                depth++;
            } else if (c == '{' && depth-- == 0) {
                int start = i;
                while (start > 0 && "{,<:".indexOf(schema.charAt(start - 1)) < 0) {
                    start--;
                }
                return schema.substring(start, i);
            }
        }
        return "itself";
    }

    private static String shown(String text) {
        return Texts.printable(text, SHOWN_CHARS);
    }
}
