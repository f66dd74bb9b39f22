package io.millrace.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the topology of all sources, operators and sinks of a class, unless one of them names its own. Without it they
 * belong to the topology that bears the name of the application.
 */
@Documented
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Topology {

    /** Name of the topology; may hold placeholders. */
    String value();
}
