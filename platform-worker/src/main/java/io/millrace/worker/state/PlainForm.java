package io.millrace.worker.state;

/** Cells that are values. */
final class PlainForm<V> implements CellForm<V, V> {

    @Override
    public long stamp(V cell) {
        return 0;
    }

    @Override
    public V toValue(V cell) {
        return cell;
    }

    @Override
    public V toCell(Object key, int hash, long stamp, V value) {
        return value;
    }
}
