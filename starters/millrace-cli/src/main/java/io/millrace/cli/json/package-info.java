/** What a server says: documents with fields that may be missing. Knows no command. */
@NullMarked
package io.millrace.cli.json;

import org.jspecify.annotations.NullMarked;
