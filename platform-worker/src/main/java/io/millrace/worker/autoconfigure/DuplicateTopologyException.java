package io.millrace.worker.autoconfigure;

/** Two topologies of an application have one name. */
final class DuplicateTopologyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DuplicateTopologyException(String topology, String beanName, String otherBeanName) {
        super("Two topologies have one name: topology=" + topology + ", beans=" + beanName + ", " + otherBeanName
                + "; give each a name of its own in TopologyBuilder.named, case and dashes do not count");
    }
}
