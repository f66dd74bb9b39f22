package io.millrace.worker.operator;

/**
 * The one place where the engine gives user code a type that it cannot check: the DSL has checked it when the topology was
 * written, and the topology carries no type parameters.
 */
public final class Erased {

    private Erased() {}

    /** Sees an object as what the DSL knows it to be. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public static <T> T as(Object object) {
        return (T) object;
    }
}
