package io.millrace.examples.cluster;

import io.millrace.examples.process.Loopback;
import io.millrace.examples.zookeeper.ZooKeeperEnsemble;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Who is in a cluster, and where, for people. */
final class MemberTable {

    private static final List<String> HEAD = List.of("member", "roles", "pid", "address", "console", "web server");

    private MemberTable() {}

    static String of(LocalCluster cluster) {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        for (LocalMember member : cluster.members()) {
            rows.add(List.of(
                    member.name(),
                    Role.text(member.roles()),
                    Long.toString(member.pid()),
                    Loopback.HOST + ":" + member.clusterPort(),
                    member.console().toString(),
                    member.server().toString()));
        }
        ZooKeeperEnsemble ensemble = cluster.ensemble();
        for (int i = 0; i < ensemble.count(); i++) {
            rows.add(List.of(
                    "zookeeper-" + i,
                    "",
                    Long.toString(ensemble.pid(i)),
                    Loopback.HOST + ":" + ensemble.clientPort(i),
                    "",
                    ""));
        }
        return text(rows);
    }

    /** Columns as wide as they have to be, two spaces between. */
    static String text(List<List<String>> rows) {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> IntStream.range(0, widths.length)
                        .mapToObj(column -> row.get(column)
                                + " ".repeat(widths[column] - row.get(column).length()))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }
}
