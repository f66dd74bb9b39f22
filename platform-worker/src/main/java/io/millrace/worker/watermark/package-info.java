/** Decisions about event time: merging watermarks, and which of them anybody waits for. No clock, thread or I/O. */
@NullMarked
package io.millrace.worker.watermark;

import org.jspecify.annotations.NullMarked;
