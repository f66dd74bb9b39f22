/**
 * Breaks a cluster that counts from Kafka to Kafka, in every way that its members and ZooKeeper can break, and judges what
 * comes out. In a package of its own, since the applications of others scan theirs.
 */
@NullMarked
package io.millrace.examples.reliability;

import org.jspecify.annotations.NullMarked;
