package io.millrace.cli.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A path below {@code /api/v1}, with its query.
 *
 * @param text as it is sent
 */
public record ApiPath(String text) {

    /** A path of names, each encoded. */
    public static ApiPath of(Object... names) {
        StringBuilder path = new StringBuilder();
        for (Object name : names) {
            path.append('/').append(encode(name.toString()));
        }
        return new ApiPath(path.toString());
    }

    /** A path below this one, which has no query yet. */
    public ApiPath add(Object... names) {
        return new ApiPath(text + of(names).text);
    }

    /** The same with a parameter, unless its value is null. */
    public ApiPath query(String name, @Nullable Object value) {
        return value == null
                ? this
                : new ApiPath(text + (text.indexOf('?') < 0 ? '?' : '&') + name + '=' + encode(value.toString()));
    }

    private static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return text;
    }
}
