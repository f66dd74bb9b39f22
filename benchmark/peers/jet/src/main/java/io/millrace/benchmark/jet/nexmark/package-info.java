/** The auctions of Nexmark as jobs of Hazelcast Jet. Knows no engine. */
@NullMarked
package io.millrace.benchmark.jet.nexmark;

import org.jspecify.annotations.NullMarked;
