/** Event time: timestamps, watermarks and how a source derives them. Reads no clock. */
@NullMarked
package io.millrace.time;

import org.jspecify.annotations.NullMarked;
