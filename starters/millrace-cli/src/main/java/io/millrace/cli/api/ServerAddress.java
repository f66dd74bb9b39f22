package io.millrace.cli.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a console is.
 *
 * @param base http or https, host, port, and the path that comes before {@code /api/v1}, without a slash at the end
 */
public record ServerAddress(URI base) {

    /** Where a console is that nobody has told otherwise. */
    public static final ServerAddress DEFAULT = new ServerAddress(URI.create("http://127.0.0.1:8090"));

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

    /** What people copy along with an address: the page of a login, REST itself. */
    private static final Pattern TAIL = Pattern.compile("(/login|/api(/v1(/.*)?)?)?/*$");

    /**
     * Several addresses with commas between them.
     *
     * @throws IllegalArgumentException if one is none
     */
    public static List<ServerAddress> parseAll(String text) {
        List<ServerAddress> addresses = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(ServerAddress::parse)
                .toList();
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("Address is missing: url='" + text + "'; give one, as in " + DEFAULT);
        }
        return addresses;
    }

    /**
     * An address, {@code http} if it does not say.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ServerAddress parse(String text) {
        String withScheme = text.contains("://") ? text : "http://" + text;
        try {
            URI uri = new URI(withScheme);
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
                throw new IllegalArgumentException(
                        "Address is none of a console: url=" + text + "; give one, as in " + DEFAULT);
            }
            if (uri.getRawUserInfo() != null) {
                throw new IllegalArgumentException("Address holds a login: host=" + uri.getHost()
                        + "; everybody on this machine can read a command line, use MILLRACE_TOKEN or --token-file");
            }
            String path =
                    TAIL.matcher(uri.getPath() == null ? "" : uri.getPath()).replaceFirst("");
            return new ServerAddress(
                    new URI(scheme, null, uri.getHost().toLowerCase(Locale.ROOT), uri.getPort(), path, null, null));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "Address is none: url=" + text + ", cause=" + e.getReason() + "; give one, as in " + DEFAULT, e);
        }
    }

    /** Whether it is this machine, by its name alone: what a name server says counts for nothing. */
    public boolean isLoopback() {
        return LOOPBACK.matcher(base.getHost()).matches();
    }

    /** Whether nobody can read along. */
    public boolean isPrivate() {
        return base.getScheme().equals("https") || isLoopback();
    }

    /** The address of something below {@code /api/v1}. */
    URI resolve(ApiPath path) {
        return URI.create(base + "/api/v1" + path);
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
