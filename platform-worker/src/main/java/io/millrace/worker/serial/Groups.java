package io.millrace.worker.serial;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The collections and maps of the JDK that have codecs, by declared class. What is read is an {@code ArrayList}, a {@code
 * LinkedHashSet}, a {@code LinkedHashMap} and so on, which can be changed as the written one may have been.
 */
final class Groups {

    static final String ARRAY = "array";

    private static final Map<Class<?>, Shape<Collection<?>>> COLLECTIONS = new HashMap<>();
    private static final Map<Class<?>, Shape<Map<?, ?>>> MAPS = new HashMap<>();

    static {
        collection(new Shape<>("list", false, ArrayList::new), List.class, ArrayList.class, Collection.class);
        collection(new Shape<>("list", false, Groups::linkedList), LinkedList.class);
        collection(
                new Shape<>("set", false, size -> new LinkedHashSet<>(capacity(size))),
                Set.class,
                HashSet.class,
                LinkedHashSet.class);
        collection(
                new Shape<>("sortedset", true, size -> new TreeSet<>()),
                SortedSet.class,
                NavigableSet.class,
                TreeSet.class);
        collection(new Shape<>("queue", false, ArrayDeque::new), Queue.class, Deque.class, ArrayDeque.class);
        collection(new Shape<>("priorityqueue", true, size -> new PriorityQueue<>()), PriorityQueue.class);
        map(
                new Shape<>("map", false, size -> new LinkedHashMap<>(capacity(size))),
                Map.class,
                HashMap.class,
                LinkedHashMap.class);
        map(
                new Shape<>("sortedmap", true, size -> new TreeMap<>()),
                SortedMap.class,
                NavigableMap.class,
                TreeMap.class);
    }

    private Groups() {}

    /**
     * How a collection or map is written and made.
     *
     * @param name name in the schema
     * @param isSorted whether it keeps the natural order of its elements or keys
     * @param factory makes an empty one for a number of elements
     */
    record Shape<C>(String name, boolean isSorted, IntFunction<C> factory) {}

    /** Arrays are written as lists are. */
    static <E> Shape<Collection<E>> array() {
        return new Shape<>(ARRAY, false, ArrayList::new);
    }

    static @Nullable Shape<Collection<?>> collection(Class<?> type) {
        return COLLECTIONS.get(type);
    }

    static @Nullable Shape<Map<?, ?>> map(Class<?> type) {
        return MAPS.get(type);
    }

    /** Number of schemas that a group of this name has, or -1 if there is no such group. */
    static int elements(String name) {
        return switch (name) {
            case OptionalCodec.NAME, ARRAY, "list", "set", "sortedset", "queue", "priorityqueue" -> 1;
            case "map", "sortedmap" -> 2;
            default -> -1;
        };
    }

    @SuppressWarnings("JdkObsolete") // The user has declared it.
    private static Collection<?> linkedList(int size) {
        return new LinkedList<>();
    }

    private static int capacity(int size) {
        return (int) Math.min(size + (size / 3L) + 1, 1 << 30);
    }

    private static void collection(Shape<Collection<?>> shape, Class<?>... types) {
        for (Class<?> type : types) {
            COLLECTIONS.put(type, shape);
        }
    }

    private static void map(Shape<Map<?, ?>> shape, Class<?>... types) {
        for (Class<?> type : types) {
            MAPS.put(type, shape);
        }
    }
}
