package io.millrace.console;

import java.net.URI;
import java.net.URISyntaxException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Which addresses of an issuer, and of the console in browsers, can be trusted. */
final class IssuerAddress {

    private IssuerAddress() {}

    /** Refuses an issuer whose keys somebody else could replace on their way. */
    static void check(String property, String value) {
        URI uri = parse(property, value);
        boolean isLoopback = uri.getHost().matches("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
        if (!uri.getScheme().equals("https") && !isLoopback) {
            throw refused(
                    property,
                    value,
                    "Its keys would come over HTTP, and who replaces them on their way makes tokens of his own: use"
                            + " https. http is for an issuer on this machine only, as http://localhost:9000");
        }
    }

    /** Refuses an address that is more than one of a host. */
    static void checkBase(String property, String value) {
        URI uri = parse(property, value);
        if (!uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/")) {
            throw refused(property, value, "It has a path: use scheme, host and port, as https://console.example.com");
        }
    }

    private static URI parse(String property, String value) {
        try {
            URI uri = new URI(value);
            boolean isHttp = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            boolean isPlain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getFragment() == null;
            if (isHttp && isPlain && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw refused(property, value, "It is no address: " + e.getReason());
        }
        throw refused(property, value, "It is no such address: use https:// and a host, without user, query and #");
    }

    private static InvalidConfigurationPropertyValueException refused(String property, String value, String reason) {
        return new InvalidConfigurationPropertyValueException(property, value, reason);
    }
}
