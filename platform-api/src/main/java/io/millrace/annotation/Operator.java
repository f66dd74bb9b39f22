package io.millrace.annotation;

import io.millrace.topology.ErrorPolicy;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a bean, or a bean, that is an operator with one input. Its declared types decide, exactly, what it is:
 *
 * <table>
 * <caption>What an operator may return</caption>
 * <tr><th>declared</th><th>meaning</th></tr>
 * <tr><td>a value {@code R}</td><td>one result for each record; null for none</td></tr>
 * <tr><td>{@code Optional<R>}</td><td>one result or none</td></tr>
 * <tr><td>{@code List<R>}, {@code Collection<R>}, {@code Iterable<R>}, {@code Stream<R>}, exactly these</td>
 *     <td>any number of results; a subtype, such as a JSON node, is a value</td></tr>
 * <tr><td>{@code void} with an {@code Emitter<R>} parameter</td><td>any number of results, also to side outputs</td></tr>
 * <tr><td>{@code Flux<R>} of a {@code Flux<T>}</td><td>reactive, with demand; completed and subscribed anew at each
 *     barrier and at the end of the stream. A result bears the time of the latest record that went in</td></tr>
 * <tr><td>{@code Aggregate<T, A, R>}, without parameters, with key and window</td><td>the aggregate of each window; the
 *     results are {@code WindowResult<K, R>}</td></tr>
 * </table>
 *
 * <table>
 * <caption>Parameters, in any order</caption>
 * <tr><th>declared</th><th>meaning</th></tr>
 * <tr><td>{@code T}</td><td>the value; exactly one parameter is the value</td></tr>
 * <tr><td>{@code Timestamped<T>}</td><td>the value with its event time</td></tr>
 * <tr><td>{@code List<T>}</td><td>the batch of values that is there, up to {@link #maxBatch}</td></tr>
 * <tr><td>{@code WindowResult<K, R>} with key, window and {@link #aggregate}</td><td>the result of a window</td></tr>
 * <tr><td>{@code Emitter<R>}</td><td>where results go</td></tr>
 * <tr><td>{@code @State("name") ValueState<S>}, with key</td><td>keyed state</td></tr>
 * <tr><td>{@code KeyedContext<K>}, with key</td><td>key, timers and event time</td></tr>
 * </table>
 *
 * <p>On a method with {@code @Bean} the bean itself is the operator: a {@code Function}, read as a method of the same types,
 * or an {@code Aggregate}. What cannot be decided stops the start with the reason. Attributes of type string may hold
 * placeholders. May be a meta-annotation.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Operator {

    /** Name of the step; by default that of the method. */
    String name() default "";

    /** Names that the step had before: state that a checkpoint holds under one of them is its own. */
    String[] formerly() default {};

    /**
     * Steps to read from, as {@code step} or {@code step.side-output}; several are a union. They may be steps of a {@code
     * Topology} bean. Without an input the operator takes part where the DSL names it.
     */
    String[] input() default {};

    /** Name of the topology; by default that of the class, see {@link Topology}. */
    String topology() default "";

    /** Key of the records: a property of the value, the name of a {@code Function} bean, or {@code this}, the value itself. */
    String key() default "";

    /** Windows of an aggregate. */
    Window window() default @Window;

    /** What is aggregated in each window: {@code count}, or the name of an {@code Aggregate} bean. */
    String aggregate() default "";

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
}
