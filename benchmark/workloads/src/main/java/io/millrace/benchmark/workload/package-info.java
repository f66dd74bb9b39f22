/** The work that engines are compared by: what goes in, and the fingerprint of what comes out. Knows no engine. */
@NullMarked
package io.millrace.benchmark.workload;

import org.jspecify.annotations.NullMarked;
