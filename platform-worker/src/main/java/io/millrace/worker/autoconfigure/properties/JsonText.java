package io.millrace.worker.autoconfigure.properties;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a small JSON text into maps, lists and strings; numbers and literals stay text. Boot's parser without a library
 * takes a hundred milliseconds for a file that this one reads in one, and a library need not be there.
 */
final class JsonText {

    private final String text;
    private int position;

    private JsonText(String text) {
        this.text = text;
    }

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException if it is not JSON
     */
    static Object read(String text) {
        JsonText json = new JsonText(text);
        try {
            return json.value();
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("JSON ends too early: length=" + text.length(), e);
        }
    }

    private Object value() {
        return switch (next()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> literal();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        position++;
        while (next() != '}') {
            String key = string();
            take(':');
            object.put(key, value());
            takeSeparator('}');
        }
        position++;
        return object;
    }

    private List<Object> array() {
        List<Object> array = new ArrayList<>();
        position++;
        while (next() != ']') {
            array.add(value());
            takeSeparator(']');
        }
        position++;
        return array;
    }

    private String string() {
        take('"');
        StringBuilder string = new StringBuilder();
        while (text.charAt(position) != '"') {
            char character = text.charAt(position++);
            string.append(character == '\\' ? escaped() : character);
        }
        position++;
        return string.toString();
    }

    private char escaped() {
        char character = text.charAt(position++);
        return switch (character) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                position += 4;
                yield (char) Integer.parseInt(text.substring(position - 4, position), 16);
            }
            default -> character;
        };
    }

    private String literal() {
        int start = position;
        while (position < text.length() && ",]} \r\n\t".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        if (start == position) {
            throw new IllegalArgumentException("JSON has no value: position=" + position);
        }
        return text.substring(start, position);
    }

    private void takeSeparator(char end) {
        if (next() != end) {
            take(',');
        }
    }

    private void take(char expected) {
        if (next() != expected) {
            throw new IllegalArgumentException("JSON has another character: position=" + position + ", expected="
                    + expected + ", found=" + text.charAt(position));
        }
        position++;
    }

    private char next() {
        while (Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return text.charAt(position);
    }
}
