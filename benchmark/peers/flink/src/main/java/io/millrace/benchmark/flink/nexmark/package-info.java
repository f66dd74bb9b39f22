/** The auctions of Nexmark as jobs of Flink. Knows no engine. */
@NullMarked
package io.millrace.benchmark.flink.nexmark;

import org.jspecify.annotations.NullMarked;
