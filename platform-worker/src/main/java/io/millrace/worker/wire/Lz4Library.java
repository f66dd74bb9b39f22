package io.millrace.worker.wire;

/** Says whether the library that compresses is there. A class of its own, since one that uses it cannot be asked without it. */
final class Lz4Library {

    private static final boolean IS_AVAILABLE = isOnClassPath();

    private Lz4Library() {}

    static boolean isAvailable() {
        return IS_AVAILABLE;
    }

    private static boolean isOnClassPath() {
        try {
            Class.forName("net.jpountz.lz4.LZ4Factory", false, Lz4Library.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
