package io.millrace.master.rest;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebInputException;

/** Says which parameter of a request cannot be read, with which value, and what it could be. */
final class WrongParameter {

    private static final int MAX_CHARS = 100;

    private WrongParameter() {}

    /** Nothing if it is not a parameter that is wrong. */
    static Optional<String> of(ServerWebInputException failure) {
        MethodParameter parameter = failure.getMethodParameter();
        if (parameter == null || !(failure.getCause() instanceof TypeMismatchException mismatch)) {
            return Optional.empty();
        }
        return name(parameter)
                .map(name -> "Parameter cannot be read: " + name + "=" + shortened(mismatch.getValue()) + "; give "
                        + wanted(parameter.getParameterType()));
    }

    private static Optional<String> name(MethodParameter parameter) {
        RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
        PathVariable path = parameter.getParameterAnnotation(PathVariable.class);
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        if (query != null) {
            return Optional.of(query.name());
        }
        if (path != null) {
            return Optional.of(path.name());
        }
        return Optional.ofNullable(header).map(RequestHeader::name);
    }

    private static String wanted(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        if (type == Instant.class) {
            return "a time such as 2026-11-26T20:00:00Z";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        return "a value of the type " + type.getSimpleName();
    }

    private static String shortened(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
    }
}
