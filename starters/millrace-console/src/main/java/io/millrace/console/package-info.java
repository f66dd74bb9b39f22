/**
 * Brings the console into an application: its settings, its port, its data folder, and the class loader that keeps its
 * libraries apart. Knows nothing of what the console shows.
 */
@NullMarked
package io.millrace.console;

import org.jspecify.annotations.NullMarked;
