package io.millrace.master.security;

import io.millrace.control.ConsoleSettings.Role;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * Who may ask for something.
 *
 * @param method method of the request; GET stands for HEAD, too
 * @param pattern path, with variables in braces
 * @param lowest the lowest role that may; null if nobody has to be logged in
 */
record AccessRule(
        HttpMethod method, String pattern, @Nullable Role lowest) {

    static AccessRule open(HttpMethod method, String pattern) {
        return new AccessRule(method, pattern, null);
    }

    /** What a GET may show, a HEAD may ask for. */
    Set<HttpMethod> methods() {
        return method.equals(HttpMethod.GET) ? Set.of(HttpMethod.GET, HttpMethod.HEAD) : Set.of(method);
    }
}
