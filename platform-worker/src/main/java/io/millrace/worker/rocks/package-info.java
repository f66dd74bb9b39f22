/**
 * Keyed state in RocksDB, for state that is larger than the heap. The only package that knows RocksDB; knows state and
 * codecs, and neither operators nor tasks.
 */
@NullMarked
package io.millrace.worker.rocks;

import org.jspecify.annotations.NullMarked;
