package io.millrace.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the keyed state that a parameter of an operator method stands for: a {@code ValueState<Long>}, a {@code
 * ListState<String>} or a {@code MapState<String, Long>}. A {@code ReducingState} needs a function, which only a handle can
 * give.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface State {

    /** Name of the state, its identity within the operator. */
    String value();

    /**
     * How long it is kept for a key after it was written last, in processing time, such as {@code 30m} or {@code 1h}; empty to
     * keep it. May hold placeholders.
     */
    String ttl() default "";
}
