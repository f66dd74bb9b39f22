/** An application under the load of its REST API, beside the same application alone and beside the load alone. */
@NullMarked
package io.millrace.benchmark.rest;

import org.jspecify.annotations.NullMarked;
