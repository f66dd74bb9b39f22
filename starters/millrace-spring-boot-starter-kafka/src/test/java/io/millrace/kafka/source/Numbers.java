package io.millrace.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.source.SourceOutput;

/** Takes numbers that have to come one after the other, a hundred at a time. */
final class Numbers implements SourceOutput<String> {

    private int next;

    int next() {
        return next;
    }

    @Override
    public void emit(String value) {
        assertThat(value).isEqualTo(String.valueOf(next++));
    }

    @Override
    public void emit(String value, long timestampMillis) {
        emit(value);
    }

    private int limit = 100;

    @Override
    public boolean isFull() {
        if (next < limit) {
            return false;
        }
        limit = next + 100;
        return true;
    }
}
