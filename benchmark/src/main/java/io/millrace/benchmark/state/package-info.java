/** A million keys, updated at random, with checkpoints and without. */
@NullMarked
package io.millrace.benchmark.state;

import org.jspecify.annotations.NullMarked;
