/** What properties there are, which of them are wrong, and what they change in a topology. Knows no running topology. */
@NullMarked
package io.millrace.worker.autoconfigure.properties;

import org.jspecify.annotations.NullMarked;
