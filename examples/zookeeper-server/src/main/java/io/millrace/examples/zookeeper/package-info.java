/** Real ZooKeeper servers, each a process of its own, for the local cluster and for tests. Knows nothing of Millrace. */
@NullMarked
package io.millrace.examples.zookeeper;

import org.jspecify.annotations.NullMarked;
