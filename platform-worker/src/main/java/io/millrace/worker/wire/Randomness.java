package io.millrace.worker.wire;

/** Source of bytes that nobody can foresee, such as {@code SecureRandom::nextBytes}; a seed in simulations. Any thread. */
@FunctionalInterface
public interface Randomness {

    /** Fills an array. */
    void fill(byte[] bytes);
}
