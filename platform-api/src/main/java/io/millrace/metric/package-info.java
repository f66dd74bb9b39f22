/** What is measured of a running topology, and how it was over time. */
@NullMarked
package io.millrace.metric;

import org.jspecify.annotations.NullMarked;
