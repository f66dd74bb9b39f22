package io.millrace.master.coordination;

import io.millrace.cluster.MemberInfo;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * What members announce, as JSON: {@code {"format":1,"member":{…}}}.
 *
 * <p><b>Contract.</b> Reading is strict and bounded, and never throws: what is of another format, damaged or out of bounds is
 * told to the log in one line, and is nothing. A member that cannot be understood cannot be given work.
 *
 * <p><b>Thread.</b> Any.
 */
public final class MemberInfoCodec {

    /** Greatest length of an announcement. */
    public static final int MAX_BYTES = 256 << 10;

    private static final Logger log = LoggerFactory.getLogger(MemberInfoCodec.class);
    private static final int FORMAT = 1;
    private static final int MAX_REASON = 200;
    private static final int MAX_DEPTH = 8;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_BYTES)
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private MemberInfoCodec() {}

    /**
     * Writes it.
     *
     * @throws IllegalArgumentException if it is too long
     */
    public static byte[] encode(MemberInfo info) {
        byte[] bytes = JSON.writeValueAsBytes(new Announcement(FORMAT, info));
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("Member announces too much: member=" + info.name() + ", length="
                    + bytes.length + ", maxLength=" + MAX_BYTES + "; give it fewer labels or topologies");
        }
        return bytes;
    }

    /**
     * Reads what another has written.
     *
     * @param member its number, for the log
     */
    public static Optional<MemberInfo> decode(int member, byte[] bytes) {
        try {
            if (bytes.length > MAX_BYTES) {
                throw new IllegalArgumentException("it is too long, maxLength=" + MAX_BYTES);
            }
            return Optional.of(read(bytes));
        } catch (JacksonException failure) {
            warn(member, bytes, failure.getOriginalMessage());
        } catch (RuntimeException failure) {
            warn(member, bytes, String.valueOf(failure.getMessage()));
        }
        return Optional.empty();
    }

    private static MemberInfo read(byte[] bytes) {
        JsonNode root = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
        JsonNode format = root.get("format");
        if (format == null || !format.isInt() || format.intValue() != FORMAT) {
            throw new IllegalArgumentException("it has another format, known=" + FORMAT);
        }
        return JSON.treeToValue(root, Announcement.class).member();
    }

    private static void warn(int member, byte[] bytes, String reason) {
        String line = reason.replaceAll("\\p{Cntrl}", " ");
        log.warn(
                "Member is not taken into account, since its announcement cannot be read: member={}, length={}, reason={};"
                        + " run versions of Millrace that know each other",
                member,
                bytes.length,
                line.substring(0, Math.min(line.length(), MAX_REASON)));
    }

    /** What is written. */
    private record Announcement(int format, MemberInfo member) {}
}
