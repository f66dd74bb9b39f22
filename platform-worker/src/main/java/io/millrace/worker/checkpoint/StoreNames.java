package io.millrace.worker.checkpoint;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Names of folders and files in a store, and what a name may hold: nothing that leads out of the folder. */
final class StoreNames {

    static final String LOCK = "lock";
    static final String NUMBERS = "numbers";
    static final String POINTER = "pointer";
    static final String CLUSTER = "cluster";
    static final String CLUSTER_BEGUN = "cluster.begun";
    static final String MANIFEST = "manifest";
    static final String SHARED = "shared";

    private static final String CHECKPOINT_PREFIX = "chk-";
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
    private static final Pattern TOPOLOGY = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,99}");
    private static final Pattern CHECKPOINT = Pattern.compile(CHECKPOINT_PREFIX + "([1-9][0-9]{0,17})");

    private static final Pattern SHARED_FILE = Pattern.compile("([1-9][0-9]{0,17})-[A-Za-z0-9][A-Za-z0-9._-]{0,180}");

    private StoreNames() {}

    /** Refuses what must not be the name of a file in a checkpoint. */
    static String checkedFile(String name) {
        if (!FILE.matcher(name).matches() || name.equals(MANIFEST)) {
            throw new IllegalArgumentException("Name of a snapshot file is not allowed: name=" + name
                    + "; use up to 200 letters, digits, dots, - and _, a letter or digit first, and not " + MANIFEST);
        }
        return name;
    }

    /** Refuses what must not be the name of a folder of checkpoints. */
    static String checkedTopology(String name) {
        if (!TOPOLOGY.matcher(name).matches()) {
            throw new IllegalArgumentException("Name of a topology is not allowed: name=" + name
                    + "; use up to 100 letters, digits, - and _, a letter first");
        }
        return name;
    }

    /** Name of a file that a checkpoint writes and later ones may name. */
    static String shared(long checkpointId, String name) {
        return checkedShared(checkpointId + "-" + name);
    }

    /** Refuses what must not be the name of a shared file. */
    static String checkedShared(String name) {
        if (!SHARED_FILE.matcher(name).matches()) {
            throw new IllegalArgumentException("Name of a shared file is not allowed: name=" + name
                    + "; use the number of a checkpoint, -, and up to 180 letters, digits, dots, - and _");
        }
        return name;
    }

    /** Number of the checkpoint that wrote the shared file of this name; empty if it is something else. */
    static OptionalLong writerOf(String name) {
        var matcher = SHARED_FILE.matcher(name);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    /** Name of the folder of a checkpoint. */
    static String checkpoint(long checkpointId) {
        return CHECKPOINT_PREFIX + checkpointId;
    }

    /** Number of the checkpoint whose folder has this name; empty if it is something else. */
    static OptionalLong checkpointId(String name) {
        var matcher = CHECKPOINT.matcher(name);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
