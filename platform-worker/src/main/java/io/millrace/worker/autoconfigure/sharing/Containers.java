package io.millrace.worker.autoconfigure.sharing;

import java.util.Set;

/** Which types hold others, which of them may be changed by several threads, and which calls change them. */
final class Containers {

    private static final Set<String> CHANGING = Set.of(
            "add",
            "addAll",
            "addFirst",
            "addLast",
            "append",
            "clear",
            "compute",
            "computeIfAbsent",
            "computeIfPresent",
            "delete",
            "insert",
            "merge",
            "offer",
            "offerFirst",
            "offerLast",
            "poll",
            "pollFirst",
            "pollLast",
            "pop",
            "push",
            "put",
            "putAll",
            "putIfAbsent",
            "remove",
            "removeAll",
            "removeFirst",
            "removeIf",
            "removeLast",
            "replace",
            "replaceAll",
            "retainAll",
            "set",
            "setLength",
            "sort",
            "flip",
            "setCharAt");

    private static final Set<String> INTERFACES = Set.of(
            "java/util/Collection",
            "java/util/List",
            "java/util/Set",
            "java/util/Map",
            "java/util/Queue",
            "java/util/Deque",
            "java/util/SortedMap",
            "java/util/SortedSet",
            "java/util/NavigableMap",
            "java/util/NavigableSet",
            "java/lang/Iterable",
            "java/util/AbstractMap",
            "java/util/AbstractList");

    private static final Set<String> UNSAFE = Set.of(
            "java/util/ArrayList",
            "java/util/LinkedList",
            "java/util/ArrayDeque",
            "java/util/PriorityQueue",
            "java/util/HashMap",
            "java/util/LinkedHashMap",
            "java/util/TreeMap",
            "java/util/EnumMap",
            "java/util/IdentityHashMap",
            "java/util/WeakHashMap",
            "java/util/HashSet",
            "java/util/LinkedHashSet",
            "java/util/TreeSet",
            "java/util/BitSet",
            "java/lang/StringBuilder",
            "java/util/EnumSet");

    private Containers() {}

    static boolean isChangedBy(String method) {
        return CHANGING.contains(method);
    }

    /** Whether a type says only that it holds others, and not how. */
    static boolean isInterface(String type) {
        return INTERFACES.contains(type);
    }

    /** Whether two threads that change it spoil it. */
    static boolean isUnsafe(String type) {
        return UNSAFE.contains(type);
    }

    /** Whether it is made to be changed by several threads, or cannot be changed. */
    static boolean isSafe(String type) {
        return type.startsWith("java/util/concurrent/") || type.equals("java/util/Collections");
    }
}
