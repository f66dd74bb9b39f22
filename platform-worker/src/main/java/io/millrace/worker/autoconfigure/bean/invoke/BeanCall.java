package io.millrace.worker.autoconfigure.bean.invoke;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Method of one instance of a bean, ready to be called. What the method throws comes out as it is.
 *
 * <p><b>Thread.</b> As the bean; a call of a singleton is shared by all tasks.
 *
 * <p><b>Ownership.</b> Whoever opened it closes it.
 */
public final class BeanCall {

    private final MethodHandle fixed;
    private final MethodHandle spread;
    private final Runnable release;

    /**
     * Makes the call of a bound method.
     *
     * @param bound takes the arguments of the method and nothing else
     * @param release lets go of the instance
     */
    BeanCall(MethodHandle bound, Runnable release) {
        int arity = bound.type().parameterCount();
        this.fixed = bound.asType(MethodType.genericMethodType(arity));
        this.spread = fixed.asSpreader(Object[].class, arity);
        this.release = release;
    }

    /** Calls a method without parameters. */
    public @Nullable Object call() throws Exception {
        try {
            return (@Nullable Object) fixed.invokeExact();
        } catch (Throwable e) {
            throw asIs(e);
        }
    }

    /** Calls a method with one parameter. */
    public @Nullable Object call(Object argument) throws Exception {
        try {
            return (@Nullable Object) fixed.invokeExact(argument);
        } catch (Throwable e) {
            throw asIs(e);
        }
    }

    /** Calls a method with any number of parameters. */
    public @Nullable Object callWith(@Nullable Object[] arguments) throws Exception {
        try {
            return (@Nullable Object) spread.invokeExact(arguments);
        } catch (Throwable e) {
            throw asIs(e);
        }
    }

    /** Lets go of the instance. */
    public void close() {
        release.run();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> Exception asIs(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
