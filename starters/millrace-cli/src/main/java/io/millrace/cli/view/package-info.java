/** What people see: tables, numbers, colours, a screen that is drawn again. Knows no server. */
@NullMarked
package io.millrace.cli.view;

import org.jspecify.annotations.NullMarked;
