/** What has happened, found by comparing what is known now with what was known before. Knows no threads and no clock. */
@NullMarked
package io.millrace.worker.event;

import org.jspecify.annotations.NullMarked;
