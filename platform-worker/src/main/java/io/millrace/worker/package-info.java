/** The worker: runs topologies on a fixed set of threads. The only package that knows all the others. */
@NullMarked
package io.millrace.worker;

import org.jspecify.annotations.NullMarked;
