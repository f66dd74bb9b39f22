/**
 * What the members of a cluster agree on, and how: the port between the engine and whoever keeps the agreement. Not for
 * applications.
 */
@NullMarked
package io.millrace.cluster;

import org.jspecify.annotations.NullMarked;
