package io.millrace.master.zookeeper;

import io.millrace.cluster.CoordinationException;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Where the nodes of one application are.
 *
 * @param shared node that all applications share
 * @param root node of the application
 */
record ClusterPaths(String shared, String root) {

    private static final Pattern APPLICATION = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,200}");

    static ClusterPaths of(String chroot, String application) throws CoordinationException {
        if (!APPLICATION.matcher(application).matches()) {
            throw new CoordinationException("Application has no name that can stand in a path of ZooKeeper: "
                    + "millrace.application.name=" + application.substring(0, Math.min(application.length(), 80))
                    + "; use up to 200 letters, digits, dots, _ and -");
        }
        String shared = chroot + "/millrace";
        return new ClusterPaths(shared, shared + "/" + application);
    }

    String epoch() {
        return root + "/epoch";
    }

    String latch() {
        return root + "/latch";
    }

    String leader() {
        return root + "/leader";
    }

    String members() {
        return root + "/members";
    }

    String member(int number) {
        return members() + "/" + number;
    }

    String numbers() {
        return root + "/numbers";
    }

    String documents() {
        return root + "/documents";
    }

    /** All in one folder: a document needs no parents, and none is a folder at the same time. */
    String document(String path) {
        return documents() + "/" + path.replace('/', ':');
    }

    /** Whose node it is, if it is that of a member. */
    OptionalInt memberOf(String path) {
        String prefix = members() + "/";
        if (!path.startsWith(prefix)) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(path.substring(prefix.length())));
        } catch (NumberFormatException alien) {
            return OptionalInt.empty();
        }
    }
}
