package io.millrace.worker.simulation.crash;

import java.util.ArrayList;
import java.util.List;

/** What the code of the simulated application has seen that must never be. */
final class Violations {

    private final List<String> seen = new ArrayList<>();

    void add(String violation) {
        seen.add(violation);
    }

    List<String> seen() {
        return seen;
    }
}
