/**
 * A cluster on one machine: the ZooKeeper that it needs, and members that are processes of a Boot application. Knows the
 * application by its properties only.
 */
@NullMarked
package io.millrace.examples.cluster;

import org.jspecify.annotations.NullMarked;
