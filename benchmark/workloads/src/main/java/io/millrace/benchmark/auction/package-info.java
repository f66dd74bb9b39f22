/** Persons, auctions and bids, and what is asked of them: what all engines share of Nexmark. Knows no engine. */
@NullMarked
package io.millrace.benchmark.auction;

import org.jspecify.annotations.NullMarked;
