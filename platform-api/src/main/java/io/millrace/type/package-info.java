/** Types that are known before the first record: type references, their capture from lambdas, and value serializers. Knows no other package. */
@NullMarked
package io.millrace.type;

import org.jspecify.annotations.NullMarked;
