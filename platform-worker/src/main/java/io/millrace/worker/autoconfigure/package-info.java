/** Where the worker meets Spring: properties in, topologies of the context run, events out. The engine knows nothing of it. */
@NullMarked
package io.millrace.worker.autoconfigure;

import org.jspecify.annotations.NullMarked;
