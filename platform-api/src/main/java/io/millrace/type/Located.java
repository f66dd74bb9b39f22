package io.millrace.type;

/** Function that stands for user code which lies elsewhere, such as a method of a bean. */
public interface Located {

    /** Where that code lies. */
    FunctionTypes.CodeLocation location();
}
