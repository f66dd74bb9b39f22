/** Says what is in a record, as far as that may be shown. Knows neither where records pass nor who asks. */
@NullMarked
package io.millrace.worker.tap;

import org.jspecify.annotations.NullMarked;
