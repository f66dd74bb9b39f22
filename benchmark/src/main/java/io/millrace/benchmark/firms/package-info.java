/** Requests and responses of firms: two kinds of messages that meet by id, as a topology. */
@NullMarked
package io.millrace.benchmark.firms;

import org.jspecify.annotations.NullMarked;
