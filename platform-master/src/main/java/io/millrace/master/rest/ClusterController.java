package io.millrace.master.rest;

import io.millrace.control.ApplicationControl;
import io.millrace.control.ClusterView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The cluster that the application runs in. */
@RestController
@RequestMapping("/api/v1/cluster")
public final class ClusterController {

    private final ApplicationControl control;

    /** Shows what the control port shows. */
    public ClusterController(ApplicationControl control) {
        this.control = control;
    }

    /** Its members; none if the application runs in one process. */
    @GetMapping
    public ClusterResource cluster() {
        return control.cluster().map(ClusterResource::of).orElse(ClusterResource.NONE);
    }

    /**
     * A cluster, as the member that is asked sees it.
     *
     * @param self number of that member, or null if there is no cluster
     * @param leader number of the member that leads, or null if that is not known at the moment
     * @param epoch number of its leadership, or null
     * @param members all who take part, in the order of their numbers
     */
    public record ClusterResource(
            @Nullable Integer self,
            @Nullable Integer leader,
            @Nullable Long epoch,
            List<MemberResource> members) {

        static final ClusterResource NONE = new ClusterResource(null, null, null, List.of());

        static ClusterResource of(ClusterView view) {
            Integer leader = view.leader();
            return new ClusterResource(
                    view.self(),
                    leader,
                    leader == null ? null : view.epoch(),
                    view.members().stream()
                            .map(member -> MemberResource.of(member, leader))
                            .toList());
        }
    }

    /**
     * A member.
     *
     * @param number its number
     * @param name says to people who it is
     * @param host where others reach it
     * @param port where others reach it
     * @param roles what it does
     * @param slots how many slices of topologies it takes
     * @param version version of the application that it runs
     * @param leader whether it leads
     * @param connected whether the member that is asked has a connection to it, or is it
     */
    public record MemberResource(
            int number,
            String name,
            String host,
            int port,
            List<String> roles,
            int slots,
            String version,
            boolean leader,
            boolean connected) {

        static MemberResource of(ClusterView.Member member, @Nullable Integer leader) {
            return new MemberResource(
                    member.number(),
                    member.name(),
                    member.host(),
                    member.port(),
                    member.roles(),
                    member.slots(),
                    member.version(),
                    leader != null && leader == member.number(),
                    member.isConnected());
        }
    }
}
