/** REST under /api/v1. Knows what it shows, and not how it is served. */
@NullMarked
package io.millrace.master.rest;

import org.jspecify.annotations.NullMarked;
