package io.millrace.ui;

import io.millrace.control.ApplicationControl;
import io.millrace.control.TopologyView;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.reactive.result.view.Rendering;

/** The pages that are about no single topology: names and words only, for the figures come live from REST. */
@Controller
final class PageController {

    private final ApplicationControl control;
    private final @Nullable String issuer;

    /**
     * Makes a controller.
     *
     * @param issuer where else people may sign in; null if nowhere
     */
    PageController(ApplicationControl control, @Nullable String issuer) {
        this.control = control;
        this.issuer = issuer;
    }

    /** All topologies; the topology itself where there is just one. */
    @GetMapping("/")
    Rendering overview() {
        List<TopologyLink> topologies =
                control.topologies().stream().map(this::link).toList();
        if (topologies.size() == 1) {
            return Rendering.redirectTo(topologies.get(0).address()).build();
        }
        return Rendering.view("overview")
                .modelAttribute("topologies", topologies)
                .build();
    }

    /** The members of the cluster, as this one sees them. It needs no script. */
    @GetMapping("/cluster")
    Rendering cluster() {
        Optional<ClusterTable> table = control.cluster().map(ClusterTable::of);
        return table.isPresent()
                ? Rendering.view("cluster")
                        .modelAttribute("cluster", table.get())
                        .build()
                : Rendering.view("cluster").build();
    }

    @GetMapping("/login")
    Rendering login(@RequestParam MultiValueMap<String, String> parameters) {
        Rendering.Builder<?> page =
                Rendering.view("login").modelAttribute("notice", LoginNotice.of(parameters.keySet()));
        return issuer == null
                ? page.build()
                : page.modelAttribute("issuer", issuer).build();
    }

    /** What stands where there is no page. Its annotation tells others so before they ask it. */
    @ResponseStatus(HttpStatus.NOT_FOUND)
    Rendering missing() {
        return Rendering.view("missing").status(HttpStatus.NOT_FOUND).build();
    }

    private TopologyLink link(TopologyView view) {
        return new TopologyLink(
                view.name(),
                TopologyPages.address(control.application(), view.name()),
                view.status().state().name(),
                view.health().name());
    }
}
