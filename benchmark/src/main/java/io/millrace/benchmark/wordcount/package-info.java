/** Words of a real text, counted in windows: Millrace beside a loop without an engine. */
@NullMarked
package io.millrace.benchmark.wordcount;

import org.jspecify.annotations.NullMarked;
