package io.millrace.test.shop;

import java.time.Instant;

/** Something that was sold. */
record Order(String product, int count, Instant at) {}
