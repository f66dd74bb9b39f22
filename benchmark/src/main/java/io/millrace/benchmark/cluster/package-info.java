/** Executors in processes of their own, which run one topology together: what records cost that cross from one to another. */
@NullMarked
package io.millrace.benchmark.cluster;

import org.jspecify.annotations.NullMarked;
