package io.millrace.topology;

/**
 * One thing that is wrong with a topology.
 *
 * @param step name of the step concerned, or of the topology
 * @param message what is wrong, with the value, and what to do
 */
public record TopologyFault(String step, String message) {

    @Override
    public String toString() {
        return step + ": " + message;
    }
}
