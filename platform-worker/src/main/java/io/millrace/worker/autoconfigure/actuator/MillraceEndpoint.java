package io.millrace.worker.autoconfigure.actuator;

import io.millrace.control.ApplicationControl;
import io.millrace.control.UnknownTopologyException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/** Actuator endpoint of the topologies. It shows them, and takes savepoints. */
@Endpoint(id = "millrace")
final class MillraceEndpoint {

    private static final long PATIENCE_SECONDS = 60;

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

    /**
     * Takes a savepoint, and waits for it; null, which the actuator answers with 404, if there is no topology of the name. If
     * there is no savepoint the answer says why.
     */
    @WriteOperation
    @Nullable
    SavepointDescriptor savepoint(@Selector String topology) throws InterruptedException {
        try {
            return new SavepointDescriptor(control.savepoint(topology).get(PATIENCE_SECONDS, TimeUnit.SECONDS), null);
        } catch (UnknownTopologyException e) {
            return null;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new SavepointDescriptor(null, String.valueOf(cause.getMessage()));
        } catch (TimeoutException e) {
            return new SavepointDescriptor(
                    null, "Savepoint is still under way: seconds=" + PATIENCE_SECONDS + "; look at the checkpoints");
        }
    }

    /**
     * What became of a savepoint.
     *
     * @param savepoint its number, or null if there is none
     * @param problem why there is none, or null
     */
    record SavepointDescriptor(
            @Nullable Long savepoint, @Nullable String problem) implements OperationResponseBody {}
}
