package io.millrace.cli;

import io.millrace.cli.api.ApiPath;

/**
 * A topology, by its full name.
 *
 * @param application the application that it belongs to
 * @param topology its name there
 */
record TopologyName(String application, String topology) {

    ApiPath path() {
        return ApiPath.of("applications", application, "topologies", topology);
    }

    @Override
    public String toString() {
        return application + "/" + topology;
    }
}
