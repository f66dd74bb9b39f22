/** How runs are measured, compared and reported. Knows no engine. */
@NullMarked
package io.millrace.benchmark.measure;

import org.jspecify.annotations.NullMarked;
