package io.millrace.worker;

/**
 * Where an executor listens.
 *
 * @param host name or address, without brackets
 * @param port the port
 */
record PeerAddress(String host, int port) {

    private static final int MAX_PORT = 65_535;

    /**
     * Reads {@code host:port}; an IPv6 address stands in brackets.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static PeerAddress parse(String address) {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? "" : address.substring(0, colon);
        boolean isBracketed = host.startsWith("[") && host.endsWith("]");
        String bare = isBracketed ? host.substring(1, host.length() - 1) : host;
        if (bare.isBlank() || (!isBracketed && bare.indexOf(':') >= 0)) {
            throw invalid(address);
        }
        try {
            int port = Integer.parseInt(address.substring(colon + 1));
            if (port < 1 || port > MAX_PORT) {
                throw invalid(address);
            }
            return new PeerAddress(bare, port);
        } catch (NumberFormatException e) {
            throw invalid(address);
        }
    }

    private static IllegalArgumentException invalid(String address) {
        return new IllegalArgumentException("Address of an executor is invalid: address=" + address
                + "; write host:port, such as 10.0.0.5:7890 or [::1]:7890");
    }
}
