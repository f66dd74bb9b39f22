package io.millrace.worker.tap;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what is in a record, or what that looks like.
 *
 * <p>In a shape each letter is an x and each digit a 9, also in names, for keys of maps may be names of people. Only what the
 * class says stays: of a Java record, its name and those of its components.
 */
public final class TapText {

    private static final int MAX_DEPTH = 4;

    private final TapSettings settings;

    /** Shows as much as is allowed. */
    public TapText(TapSettings settings) {
        this.settings = settings;
    }

    /** The text of a record, no longer than is allowed. */
    public String of(Object value) {
        String text = settings.content() == TapContent.WHOLE ? text(value) : shape(value, MAX_DEPTH);
        return cut(text, settings.maxChars());
    }

    private String shape(Object value, int depth) {
        return value.getClass().isRecord() && depth > 0 ? components(value, depth) : masked(text(value));
    }

    private String components(Object value, int depth) {
        List<String> parts = new ArrayList<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            parts.add(component.getName() + "=" + component(component, value, depth));
        }
        return value.getClass().getSimpleName() + "[" + String.join(", ", parts) + "]";
    }

    /** What user code throws, or what cannot be reached, stays out of it. */
    private String component(RecordComponent component, Object value, int depth) {
        if (!component.getAccessor().trySetAccessible()) {
            return "?";
        }
        try {
            Object part = component.getAccessor().invoke(value);
            return part == null ? "null" : shape(part, depth - 1);
        } catch (ReflectiveOperationException e) {
            return "?";
        }
    }

    /** User code may throw anything, and what it throws may hold parts of the record. */
    private static String text(Object value) {
        try {
            return String.valueOf(value);
        } catch (RuntimeException | StackOverflowError e) {
            return "?";
        }
    }

    /** More than is shown need not be looked at. */
    private String masked(String text) {
        StringBuilder masked = new StringBuilder();
        text.codePoints().limit(settings.maxChars() + 1L).forEach(point -> masked.append(masked(point)));
        return masked.toString();
    }

    private static char masked(int point) {
        if (Character.isLetter(point)) {
            return 'x';
        }
        if (Character.isDigit(point)) {
            return '9';
        }
        return point < 128 ? (char) point : '?';
    }

    private static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
        return text.substring(0, end) + "…";
    }
}
