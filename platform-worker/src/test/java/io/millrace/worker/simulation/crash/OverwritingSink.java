package io.millrace.worker.simulation.crash;

import io.millrace.sink.Sink;
import io.millrace.sink.SinkWriter;

/** Sink into a ledger that keeps the latest of each key, and sees at once what is written. */
final class OverwritingSink implements Sink<String> {

    private final Surroundings surroundings;

    OverwritingSink(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public SinkWriter<String> open(int taskIndex, int parallelism) {
        surroundings.ledger().overwrites(surroundings.attempt().getAsLong());
        return (value, timestampMillis) -> {
            surroundings.chaos().call(400);
            String[] parts = value.split(" ");
            surroundings
                    .ledger()
                    .overwrite(
                            parts[0],
                            Long.parseLong(parts[1]),
                            surroundings.attempt().getAsLong());
        };
    }

    @Override
    public boolean isIdempotent() {
        return true;
    }
}
