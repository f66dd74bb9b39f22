package io.millrace.window;

/**
 * Result of a window for one key. Its event time is the last millisecond of the window.
 *
 * @param key the key
 * @param window the window
 * @param value the result of the aggregate
 * @param firing why the window fired
 * @param index how many results of this key and window came before; 0 for the first
 * @param <K> the type of the key
 * @param <R> the type of the value
 */
public record WindowResult<K, R>(K key, Window window, R value, Firing firing, int index) {}
