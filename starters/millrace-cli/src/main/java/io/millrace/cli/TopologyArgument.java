package io.millrace.cli;

import io.millrace.cli.api.Api;
import io.millrace.cli.api.ApiPath;
import io.millrace.cli.json.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Parameters;

/** The topology that a command is about. */
final class TopologyArgument {

    @Parameters(
            arity = "0..2",
            paramLabel = "TOPOLOGY",
            description =
                    "TOPOLOGY, APPLICATION/TOPOLOGY or APPLICATION TOPOLOGY; may be left out where there is but one.")
    private List<String> names = new ArrayList<>();

    boolean isGiven() {
        return !names.isEmpty();
    }

    /** The full name; the console is asked for what was left out. */
    TopologyName resolve(Api api) throws InterruptedException {
        if (names.size() == 2) {
            return new TopologyName(names.get(0), names.get(1));
        }
        String name = names.isEmpty() ? "" : names.get(0);
        int slash = name.indexOf('/');
        if (slash >= 0) {
            return split(name, slash);
        }
        List<TopologyName> all = all(api.get(ApiPath.of("applications")));
        return name.isEmpty() ? only(all) : find(name, all);
    }

    /** All topologies that a list of applications names. */
    static List<TopologyName> all(Doc applications) {
        List<TopologyName> all = new ArrayList<>();
        for (Doc application : applications.elements()) {
            for (Doc topology : application.list("topologies")) {
                all.add(new TopologyName(application.text("name", ""), topology.text("name", "")));
            }
        }
        return all;
    }

    private static TopologyName split(String name, int slash) {
        if (slash == 0 || slash == name.length() - 1) {
            throw new UsageException("Topology has half a name: topology=" + name + "; give APPLICATION/TOPOLOGY");
        }
        return new TopologyName(name.substring(0, slash), name.substring(slash + 1));
    }

    private static TopologyName only(List<TopologyName> all) {
        if (all.isEmpty()) {
            throw new UnknownNameException("There is no topology: topologies=0; see what the application declares");
        }
        if (all.size() > 1) {
            throw new UsageException("There are several topologies: topologies=" + text(all) + "; name one");
        }
        return all.get(0);
    }

    private static TopologyName find(String name, List<TopologyName> all) {
        List<TopologyName> found =
                all.stream().filter(each -> each.topology().equals(name)).toList();
        if (found.isEmpty()) {
            found = all.stream().filter(each -> each.application().equals(name)).toList();
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.size() > 1) {
            throw new UsageException("Name means several topologies: name=" + name + ", topologies=" + text(found)
                    + "; give APPLICATION/TOPOLOGY");
        }
        List<String> applications =
                all.stream().map(TopologyName::application).distinct().toList();
        if (applications.size() == 1) {
            // The server knows which of its names are like this one.
            return new TopologyName(applications.get(0), name);
        }
        throw new UnknownNameException("There is no such topology: topology=" + name + "; there are " + text(all));
    }

    private static String text(List<TopologyName> names) {
        return names.stream().limit(10).map(TopologyName::toString).collect(Collectors.joining(", "))
                + (names.size() > 10 ? ", …" : "");
    }
}
