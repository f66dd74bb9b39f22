package io.millrace.test;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a value held at one moment, leaf by leaf: fields, elements and entries down to a bounded depth. Values of the JDK
 * count by content, objects that cannot be looked into by identity.
 */
final class ValueDigest {

    private static final int MAX_DEPTH = 8;
    private static final int MAX_LEAVES = 10_000;

    private final Map<String, String> leaves = new LinkedHashMap<>();

    private ValueDigest() {}

    static ValueDigest of(Object value) {
        ValueDigest digest = new ValueDigest();
        digest.walk("value", value, 0);
        return digest;
    }

    /** The first place where another digest differs, or null if none does. */
    @Nullable
    String changeTo(ValueDigest later) {
        for (Map.Entry<String, String> leaf : leaves.entrySet()) {
            String now = later.leaves.get(leaf.getKey());
            if (!leaf.getValue().equals(now)) {
                return leaf.getKey() + " from " + leaf.getValue() + " to " + (now == null ? "nothing" : now);
            }
        }
        for (Map.Entry<String, String> leaf : later.leaves.entrySet()) {
            if (!leaves.containsKey(leaf.getKey())) {
                return leaf.getKey() + " from nothing to " + leaf.getValue();
            }
        }
        return null;
    }

    private void walk(String path, @Nullable Object value, int depth) {
        if (leaves.size() >= MAX_LEAVES) {
            return;
        }
        if (value == null || isContent(value.getClass())) {
            leaves.put(path, String.valueOf(value));
        } else if (depth >= MAX_DEPTH) {
            leaves.put(path, identity(value));
        } else if (value.getClass().isArray()) {
            walkArray(path, value, depth);
        } else if (value instanceof Collection<?> elements) {
            walkElements(path, elements, depth);
        } else if (value instanceof Map<?, ?> map) {
            walkEntries(path, map, depth);
        } else if (value instanceof Optional<?> optional) {
            walk(path + ".get()", optional.orElse(null), depth + 1);
        } else if (value.getClass().getName().startsWith("java.")) {
            leaves.put(path, identity(value));
        } else {
            walkFields(path, value, depth);
        }
    }

    private void walkArray(String path, Object array, int depth) {
        leaves.put(path + ".length", Integer.toString(Array.getLength(array)));
        for (int i = 0; i < Array.getLength(array); i++) {
            walk(path + "[" + i + "]", Array.get(array, i), depth + 1);
        }
    }

    private void walkElements(String path, Collection<?> elements, int depth) {
        leaves.put(path + ".size()", Integer.toString(elements.size()));
        int i = 0;
        for (Object element : elements) {
            walk(path + "[" + i++ + "]", element, depth + 1);
        }
    }

    private void walkEntries(String path, Map<?, ?> map, int depth) {
        leaves.put(path + ".size()", Integer.toString(map.size()));
        map.forEach((key, value) -> walk(path + "[" + key + "]", value, depth + 1));
    }

    private void walkFields(String path, Object value, int depth) {
        leaves.put(path, identity(value));
        for (Class<?> type = value.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic() && field.trySetAccessible()) {
                    walk(path + "." + field.getName(), read(field, value), depth + 1);
                }
            }
        }
    }

    private static @Nullable Object read(Field field, Object value) {
        try {
            return field.get(value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Field is not accessible: field=" + field, e);
        }
    }

    private static boolean isContent(Class<?> type) {
        String name = type.getName();
        return type.isEnum()
                || type == String.class
                || type == StringBuilder.class
                || (Number.class.isAssignableFrom(type) && name.startsWith("java."))
                || type == Boolean.class
                || type == Character.class
                || name.startsWith("java.time.")
                || name.equals("java.util.UUID")
                || name.equals("java.util.Date")
                || name.startsWith("java.util.concurrent.atomic.Atomic");
    }

    private static String identity(Object value) {
        return value.getClass().getSimpleName() + "@" + Integer.toHexString(System.identityHashCode(value));
    }
}
