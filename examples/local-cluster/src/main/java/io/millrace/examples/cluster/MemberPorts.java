package io.millrace.examples.cluster;

import io.millrace.examples.process.FreePorts;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a member listens, on the loopback address.
 *
 * @param cluster for other members
 * @param console for browsers and for programs that look after the cluster
 * @param server for the users of the application, if it has a web server
 */
record MemberPorts(int cluster, int console, int server) {

    private static final int EACH = 3;

    /** Free ones for so many members. */
    static List<MemberPorts> choose(int members) throws IOException {
        List<Integer> free = FreePorts.choose(EACH * members);
        return IntStream.range(0, members)
                .mapToObj(i -> free.subList(EACH * i, EACH * (i + 1)))
                .map(each -> new MemberPorts(each.get(0), each.get(1), each.get(2)))
                .toList();
    }
}
