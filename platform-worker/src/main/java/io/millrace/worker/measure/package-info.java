/**
 * Numbers that one thread writes at almost no cost and others read. Knows nothing of what is measured, of threads, and of
 * clocks.
 */
@NullMarked
package io.millrace.worker.measure;

import org.jspecify.annotations.NullMarked;
