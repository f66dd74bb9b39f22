/** The pure functions record to task: stable hashes, key groups and partitioners, the same in every JVM. */
@NullMarked
package io.millrace.partition;

import org.jspecify.annotations.NullMarked;
