package io.millrace.worker.wire;

import java.util.List;

/**
 * A start of a topology, as far as the wire is concerned; the same in all executors that take part.
 *
 * @param topology name of the topology
 * @param attempt number of the start; a later start of the same topology has a greater one
 * @param exchanges the exchanges that may have channels between executors
 */
public record AttemptSpec(String topology, long attempt, List<ExchangeSpec> exchanges) {

    /** Copies the list. */
    public AttemptSpec {
        Texts.checkName("Topology", topology);
        exchanges = List.copyOf(exchanges);
    }
}
