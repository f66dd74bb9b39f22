/** Calls the methods of beans for the engine, record by record. Knows nothing of annotations and topologies. */
@NullMarked
package io.millrace.worker.autoconfigure.bean.invoke;

import org.jspecify.annotations.NullMarked;
