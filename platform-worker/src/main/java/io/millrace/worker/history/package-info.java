/**
 * How the tasks of this process did over time: what each look at them has measured is kept, finely for a quarter of an hour and
 * coarsely for six, in memory that has a bound. Members keep their own, and whoever is asked puts together what all of them know;
 * so no leader is needed, and none that changes loses anything. Knows no threads, clocks or networks.
 */
@NullMarked
package io.millrace.worker.history;

import org.jspecify.annotations.NullMarked;
