package io.millrace.status;

/**
 * A topology has gone from one state to another. In a Spring application it is published as an event.
 *
 * @param from state before
 * @param status status after
 */
public record TopologyStateChanged(TopologyState from, TopologyStatus status) {

    /** Name of the topology. */
    public String topology() {
        return status.topology();
    }

    /** State after. */
    public TopologyState to() {
        return status.state();
    }
}
