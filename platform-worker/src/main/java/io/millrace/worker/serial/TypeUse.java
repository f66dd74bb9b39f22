package io.millrace.worker.serial;

import io.millrace.type.TypeRef;

/**
 * A type that a topology keeps or sends.
 *
 * @param operator name of the step
 * @param use what it is for
 * @param type the type
 */
record TypeUse(String operator, String use, TypeRef<?> type) {}
