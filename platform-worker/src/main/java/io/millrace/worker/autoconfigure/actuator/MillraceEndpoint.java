package io.millrace.worker.autoconfigure.actuator;

import io.millrace.control.ApplicationControl;
import io.millrace.control.UnknownTopologyException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** Actuator endpoint of the topologies. It shows, and steers nothing. */
@Endpoint(id = "millrace")
final class MillraceEndpoint {

    private final ApplicationControl control;

    MillraceEndpoint(ApplicationControl control) {
        this.control = control;
    }

    @ReadOperation
    ApplicationDescriptor application() {
        return new ApplicationDescriptor(
                control.application(),
                control.topologies().stream().map(TopologyDescriptor::of).toList());
    }

    /** One topology; null, which the actuator answers with 404, if there is none of the name. */
    @ReadOperation
    @Nullable
    TopologyDescriptor topology(@Selector String topology) {
        try {
            return TopologyDescriptor.of(control.topology(topology));
        } catch (UnknownTopologyException e) {
            return null;
        }
    }
}
