package io.millrace.master.zookeeper;

import io.millrace.cluster.CoordinationException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.zookeeper.common.PathUtils;

/**
 * Where an ensemble is: {@code host:port,host:port/path}.
 *
 * @param servers hosts and ports, for the client
 * @param chroot the path, or empty
 */
record ConnectString(String servers, String chroot) {

    private static final Pattern SERVER = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+])(?::(\\d{1,5}))?");
    private static final int MAX_LENGTH = 2048;

    static ConnectString parse(String text) throws CoordinationException {
        if (text.isBlank() || text.length() > MAX_LENGTH) {
            throw refused(text, "it is " + (text.isBlank() ? "empty" : "too long"));
        }
        int slash = text.indexOf('/');
        String hosts = slash < 0 ? text : text.substring(0, slash);
        List<String> servers = new ArrayList<>();
        for (String server : hosts.split(",", -1)) {
            servers.add(checkServer(text, server.strip()));
        }
        return new ConnectString(String.join(",", servers), checkChroot(text, slash < 0 ? "" : text.substring(slash)));
    }

    private static String checkServer(String text, String server) throws CoordinationException {
        Matcher parts = SERVER.matcher(server);
        if (!parts.matches()) {
            throw refused(text, "'" + server + "' is no host with a port");
        }
        String port = parts.group(2);
        if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535)) {
            throw refused(text, "port " + port + " does not exist");
        }
        return server;
    }

    private static String checkChroot(String text, String chroot) throws CoordinationException {
        String path = chroot.strip();
        if (path.isEmpty() || path.equals("/")) {
            return "";
        }
        try {
            PathUtils.validatePath(path);
        } catch (IllegalArgumentException failure) {
            throw refused(text, "its path is none: " + failure.getMessage());
        }
        if (path.equals("/zookeeper") || path.startsWith("/zookeeper/")) {
            throw refused(text, "ZooKeeper keeps /zookeeper for itself");
        }
        return path;
    }

    private static CoordinationException refused(String text, String reason) {
        return new CoordinationException("ZooKeeper cannot be found: millrace.zookeeper.connect-string="
                + text.substring(0, Math.min(text.length(), 200)) + ", reason=" + reason
                + "; write it as host:port,host:port/path, the path is optional");
    }
}
