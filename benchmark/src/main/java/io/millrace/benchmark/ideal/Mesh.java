package io.millrace.benchmark.ideal;

import java.util.ArrayList;
import java.util.List;

/**
 * A ring from each thread to each.
 *
 * @param <T> the type of what goes through them
 */
final class Mesh<T> {

    private final List<List<BatchRing<T>>> rings = new ArrayList<>();

    Mesh(int threads) {
        for (int from = 0; from < threads; from++) {
            List<BatchRing<T>> row = new ArrayList<>();
            for (int to = 0; to < threads; to++) {
                row.add(new BatchRing<>());
            }
            rings.add(row);
        }
    }

    /** The ring of a pair. */
    BatchRing<T> ring(int from, int to) {
        return rings.get(from).get(to);
    }
}
