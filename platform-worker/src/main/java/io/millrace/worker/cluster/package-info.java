/** Ties the tasks of several processes to the wire: which types go over which exchange, and whom news of peers concern. */
@NullMarked
package io.millrace.worker.cluster;

import org.jspecify.annotations.NullMarked;
