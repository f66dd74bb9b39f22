/** The operators of windows. Built on the public operator contract, and on what two-stage aggregation adds to it. */
@NullMarked
package io.millrace.worker.window;

import org.jspecify.annotations.NullMarked;
