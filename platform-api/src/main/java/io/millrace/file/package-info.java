/** Results in files. Knows folders and names, and nothing of topologies. */
@NullMarked
package io.millrace.file;

import org.jspecify.annotations.NullMarked;
