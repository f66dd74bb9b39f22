/** What an engine takes when it has nothing to do, too much to do, or the same to do for long. */
@NullMarked
package io.millrace.benchmark.footprint;

import org.jspecify.annotations.NullMarked;
