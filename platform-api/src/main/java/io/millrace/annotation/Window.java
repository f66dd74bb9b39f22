package io.millrace.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Windows over event time, as in {@link io.millrace.window.WindowSpec}; exactly one of {@link #tumbling}, {@link #sliding},
 * {@link #session} and {@link #global} is given. Lengths are written as {@code 10s}, {@code 1m} or {@code PT1H}, and may be
 * placeholders.
 */
@Documented
@Target({})
@Retention(RetentionPolicy.RUNTIME)
public @interface Window {

    /** Size of windows side by side. */
    String tumbling() default "";

    /** Size of windows that overlap; they start every {@link #every}. */
    String sliding() default "";

    /** Distance between the starts of two sliding windows. */
    String every() default "";

    /** Gap that ends a session. */
    String session() default "";

    /** Whether there is one window, which ends with the stream. */
    boolean global() default false;

    /** Shift of tumbling and sliding windows. */
    String offset() default "";

    /** How long after its end, in event time, late records of a window still count. */
    String allowedLateness() default "";

    /** Processing time between two early results. */
    String earlyEvery() default "";

    /** Number of records of a key after which there is an early result. */
    String earlyAfter() default "";

    /** Whether a further result of a window holds only what came since the one before. */
    boolean discarding() default false;

    /** Name of the side output for records that come too late; without it they are counted and warned about. */
    String lateTo() default "";
}
