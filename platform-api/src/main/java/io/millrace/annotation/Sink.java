package io.millrace.annotation;

import io.millrace.topology.ErrorPolicy;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a bean, or a bean, that is a sink. The method returns nothing and takes the value, as {@code T}, as {@code
 * Timestamped<T>} or, as {@code List<T>}, the batch of values that is there; or it takes nothing and returns a {@code
 * io.millrace.sink.Sink<T>}, which is the sink itself.
 *
 * <p>On a method with {@code @Bean} the bean itself is the sink: a {@code Consumer} or a {@code io.millrace.sink.Sink}.
 * Attributes of type string may hold placeholders. May be a meta-annotation.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Sink {

    /** Name of the step; by default that of the method. */
    String name() default "";

    /** Names that the step had before: what a checkpoint holds under one of them is its own. */
    String[] formerly() default {};

    /** Steps to read from, as for {@link Operator#input}. */
    String[] input() default {};

    /** Name of the topology; by default that of the class, see {@link Topology}. */
    String topology() default "";

    /** Number of tasks; by default that of the input. */
    String parallelism() default "";

    /** What becomes in the end of a record for which the method throws. */
    ErrorPolicy onError() default ErrorPolicy.FAIL;

    /** How often the method is called again for a record for which it throws, before {@link #onError} decides. */
    String retries() default "";

    /** Wait before the first of the retries, as in {@code 100ms}; it doubles before each further one, up to a minute. */
    String backoff() default "";

    /** Most values of a {@code List} parameter. */
    String maxBatch() default "500";

    /** Whether the method may block; its tasks then have threads of their own. */
    boolean blocking() default true;

    /** Whether the bean takes care itself of fields that its tasks share. */
    boolean shared() default false;

    /**
     * Whether writing a result again changes nothing, as where a key is overwritten with the same value. After a failure some
     * results are written again; a sink that neither is idempotent nor a {@code io.millrace.sink.TransactionalSink} is
     * at-least-once.
     */
    boolean idempotent() default false;
}
