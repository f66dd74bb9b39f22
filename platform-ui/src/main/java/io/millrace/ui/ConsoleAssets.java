package io.millrace.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The static files of the console, under an address that changes with what is in them.
 *
 * @param digest digest of all files
 */
record ConsoleAssets(String digest) {

    /** All files, by name: a class loader cannot be asked for the content of a folder. */
    static final List<String> NAMES = List.of(
            "console.css",
            "favicon.svg",
            "js/api.js",
            "js/bottleneck.js",
            "js/chart.js",
            "js/checkpointpage.js",
            "js/checkpoints.js",
            "js/choices.js",
            "js/configurationpage.js",
            "js/confirm.js",
            "js/controls.js",
            "js/edges.js",
            "js/eventpage.js",
            "js/events.js",
            "js/export.js",
            "js/format.js",
            "js/graph.js",
            "js/guarantees.js",
            "js/layout.js",
            "js/letterpage.js",
            "js/letters.js",
            "js/live.js",
            "js/load.js",
            "js/metricpage.js",
            "js/nodes.js",
            "js/overview.js",
            "js/poll.js",
            "js/rows.js",
            "js/series.js",
            "js/session.js",
            "js/silence.js",
            "js/skew.js",
            "js/summary.js",
            "js/svg.js",
            "js/table.js",
            "js/tap.js",
            "js/taskpage.js",
            "js/tasks.js",
            "js/topology.js",
            "js/viewport.js",
            "lib/dagre/LICENSE",
            "lib/dagre/dagre.min.js",
            "lib/uplot/LICENSE",
            "lib/uplot/uPlot.esm.js",
            "lib/uplot/uPlot.min.css");

    private static final String FOLDER = "/io/millrace/console/assets/";

    /** Reads all files once. */
    static ConsoleAssets load() {
        MessageDigest digest = sha256();
        for (String name : NAMES) {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(read(name));
        }
        return new ConsoleAssets(HexFormat.of().formatHex(digest.digest(), 0, 8));
    }

    /** Where the files are served, without a slash at the end. */
    String path() {
        return "/assets/" + digest;
    }

    private static byte[] read(String name) {
        try (InputStream content = ConsoleAssets.class.getResourceAsStream(FOLDER + name)) {
            if (content == null) {
                throw new IllegalStateException("Asset of the console is missing: name=" + FOLDER + name
                        + "; the jar of millrace-ui is damaged, build or download it again");
            }
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Asset of the console cannot be read: name=" + FOLDER + name, e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
