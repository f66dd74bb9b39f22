package io.millrace.cli.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A document of a server, or a part of one. A field that is missing, null or of another type than expected is null: a server
 * may be older or newer than this command line.
 *
 * @param node what it is made of
 */
public record Doc(JsonNode node) {

    /** Nothing: what a server says that answers without a body. */
    public static final Doc EMPTY = new Doc(JsonNodeFactory.instance.missingNode());

    /** Numbers stay as the server has written them. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    /**
     * Reads JSON.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Doc parse(String json) {
        if (json.isBlank()) {
            return EMPTY;
        }
        try {
            return new Doc(MAPPER.readTree(json));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "Text is no JSON: cause=" + e.getOriginalMessage() + "; see who sent it", e);
        }
    }

    /** An object of these fields, in this order: a name, its value, and so on. */
    public static Doc of(Object... namesAndValues) {
        var object = MAPPER.createObjectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            object.set(
                    (String) namesAndValues[i],
                    value instanceof Doc doc ? doc.node : MAPPER.<JsonNode>valueToTree(value));
        }
        return new Doc(object);
    }

    /** An array of these. */
    public static Doc ofAll(List<Doc> elements) {
        var array = MAPPER.createArrayNode();
        elements.forEach(element -> array.add(element.node));
        return new Doc(array);
    }

    /** Whether there is nothing. */
    public boolean isEmpty() {
        return node.isMissingNode() || node.isNull();
    }

    /** A part of it, which may be empty. */
    public Doc part(String field) {
        return new Doc(node.path(field));
    }

    /** Elements of an array, in order; none if it is no array. */
    public List<Doc> elements() {
        List<Doc> elements = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(element -> elements.add(new Doc(element)));
        }
        return elements;
    }

    /** Elements of an array in a field. */
    public List<Doc> list(String field) {
        return part(field).elements();
    }

    /** Texts of an array in a field. */
    public List<String> texts(String field) {
        return list(field).stream().map(Doc::text).filter(text -> text != null).toList();
    }

    /** The value itself as text, or null if it has none. */
    public @Nullable String text() {
        if (node.isString()) {
            return node.stringValue();
        }
        return node.isNumber() || node.isBoolean() ? node.toString() : null;
    }

    /** A field as text, or null. */
    public @Nullable String text(String field) {
        return part(field).text();
    }

    /** A field as text, or another text. */
    public String text(String field, String otherwise) {
        String text = text(field);
        return text == null ? otherwise : text;
    }

    /** A field as number, or null. */
    public @Nullable Double number(String field) {
        JsonNode value = node.path(field);
        return value.isNumber() ? (Double) value.doubleValue() : null;
    }

    /** Whether a field is true. */
    public boolean isTrue(String field) {
        JsonNode value = node.path(field);
        return value.isBoolean() && value.booleanValue();
    }

    /** A field as instant, or null. */
    public @Nullable Instant instant(String field) {
        String text = text(field);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** On one line, without spaces. */
    public String compact() {
        return isEmpty() ? "" : harmless(MAPPER.writeValueAsString(node));
    }

    /** Over several lines. */
    public String pretty() {
        return isEmpty()
                ? ""
                : harmless(MAPPER.writer()
                        .with(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(node)
                        .replace("\r\n", "\n"));
    }

    /**
     * JSON lets characters stand as they are that a terminal obeys, C1 controls and those that turn the direction of text.
     * They can only be within strings, where the escaped form means the same.
     */
    private static String harmless(String json) {
        StringBuilder text = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char character = json.charAt(i);
            if (isObeyed(character)) {
                text.append(String.format("\\u%04x", (int) character));
            } else {
                text.append(character);
            }
        }
        return text.toString();
    }

    private static boolean isObeyed(char character) {
        int type = Character.getType(character);
        return (character >= 0x7f && character <= 0x9f)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
