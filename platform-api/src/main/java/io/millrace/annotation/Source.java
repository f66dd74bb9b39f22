package io.millrace.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a bean, or a bean, that is a source. The method has no parameters, but for an {@link
 * io.millrace.function.Emitter}; its declared types decide what it is:
 *
 * <table>
 * <caption>What a source may return</caption>
 * <tr><th>declared</th><th>meaning</th></tr>
 * <tr><td>{@code Publisher<T>}, {@code Flux<T>}</td><td>subscribed to with demand; its completion ends the source</td></tr>
 * <tr><td>{@code List<T>}, {@code Collection<T>}, {@code Iterable<T>}, {@code Iterator<T>}, {@code Stream<T>}</td>
 *     <td>the records, read once in order; the end of them ends the source. With {@link #every}: asked again each time</td></tr>
 * <tr><td>{@code io.millrace.source.Source<T>}</td><td>the source itself; the method is called once, at start</td></tr>
 * <tr><td>{@code T}, {@code Optional<T>}</td><td>called again and again, one record each time; null or empty for none now</td></tr>
 * <tr><td>{@code void} with an {@code Emitter<T>}</td><td>called again and again, any number of records each time</td></tr>
 * </table>
 *
 * <p>On a method with {@code @Bean} the bean itself is the source: a {@code Supplier}, whose result is read as in the
 * table, or a {@code io.millrace.source.Source}.
 *
 * <p>Only a {@code io.millrace.source.Source} can be replayable. All others cannot go back: after a failure, what they have
 * given since the last checkpoint is lost.
 *
 * <p>Attributes of type string may hold placeholders. May be a meta-annotation.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Source {

    /** Name of the step; by default that of the method. */
    String name() default "";

    /** Names that the step had before: positions that a checkpoint holds under one of them are its own. */
    String[] formerly() default {};

    /** Name of the topology; by default that of the class, see {@link Topology}. */
    String topology() default "";

    /**
     * Where the event time of a record comes from: a property of the value of type {@code Instant}, {@code long} in
     * milliseconds or a date with a zone, or the name of a {@code Function} or {@code ToLongFunction} bean. By default the
     * time at which the record is read, or what a {@code Timestamped} value says.
     */
    String timestamp() default "";

    /** How much event time a record may come later than the latest one before it, such as {@code 5s}. */
    String disorder() default "0s";

    /** Silence after which the source holds nobody up any more, such as {@code 30s}; by default never. */
    String idleAfter() default "";

    /**
     * How far a record may be ahead of the clock and still move event time, such as {@code 1h}, so that one that claims to
     * come from the future does not make all others late; by default any distance.
     */
    String maxAhead() default "";

    /** Time between two calls of a method that is called again and again, such as {@code 1s}; by default none. */
    String every() default "";

    /** Whether the method may block; it then runs on a thread of its own. */
    boolean blocking() default true;

    /** Whether the bean takes care itself of fields that its tasks share. */
    boolean shared() default false;
}
