/** The auctions of Nexmark as topologies: a class for each query. */
@NullMarked
package io.millrace.benchmark.nexmark;

import org.jspecify.annotations.NullMarked;
