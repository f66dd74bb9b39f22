package io.millrace.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/** Reads the properties of {@link MillraceTest}. */
final class MillraceTestContextBootstrapper extends TestSliceTestContextBootstrapper<MillraceTest> {}
