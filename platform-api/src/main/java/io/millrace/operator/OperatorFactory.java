package io.millrace.operator;

import io.millrace.Experimental;
import java.io.Serializable;

/**
 * Makes the operator of each task of a step.
 *
 * @param <I> the common type of the inputs
 * @param <O> the type of the main output
 */
@Experimental
@FunctionalInterface
public interface OperatorFactory<I, O> extends Serializable {

    /** Makes an operator that no other task uses. */
    Operator<I, O> create() throws Exception;
}
