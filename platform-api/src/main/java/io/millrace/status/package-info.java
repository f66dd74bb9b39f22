/** What can be known of a running topology. */
@NullMarked
package io.millrace.status;

import org.jspecify.annotations.NullMarked;
