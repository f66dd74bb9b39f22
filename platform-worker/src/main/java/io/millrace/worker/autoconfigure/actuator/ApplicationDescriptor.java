package io.millrace.worker.autoconfigure.actuator;

import java.util.List;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * An application as the endpoint shows it.
 *
 * @param application name of the application
 * @param topologies its topologies, in the order of their names
 */
record ApplicationDescriptor(String application, List<TopologyDescriptor> topologies)
        implements OperationResponseBody {}
