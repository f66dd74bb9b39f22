package io.millrace.ui;

import io.millrace.control.ApplicationControl;
import io.millrace.control.TopologyView;
import io.millrace.status.ApplicationEvent.Kind;
import io.millrace.status.ApplicationEvent.Severity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.util.UriUtils;

/** The pages of a topology. What they hold when they come is what is known without waiting; the rest comes live from REST. */
@Controller
@RequestMapping(TopologyPages.PATTERN)
final class TopologyPages {

    static final String PATTERN = "/applications/{application}/topologies/{topology}";

    private static final int MAX_EVENTS = 2000;
    private static final int MAX_ROWS = 500;

    private final ApplicationControl control;

    TopologyPages(ApplicationControl control) {
        this.control = control;
    }

    /** It is drawn. */
    @GetMapping
    Rendering topology(@PathVariable("application") String application, @PathVariable("topology") String topology) {
        return isKnown(application, topology) ? page("topology", topology).build() : missing();
    }

    /** Its tasks, one by one. */
    @GetMapping("/tasks")
    Rendering tasks(@PathVariable("application") String application, @PathVariable("topology") String topology) {
        return isKnown(application, topology)
                ? page("tasks", topology)
                        .modelAttribute(
                                "tasks",
                                control.tasks(topology).stream()
                                        .limit(TaskRow.MAX_ROWS)
                                        .map(TaskRow::of)
                                        .toList())
                        .build()
                : missing();
    }

    /** How it was over time. */
    @GetMapping("/metrics")
    Rendering metrics(@PathVariable("application") String application, @PathVariable("topology") String topology) {
        return isKnown(application, topology)
                ? page("metrics", topology).modelAttribute("charts", Chart.ALL).build()
                : missing();
    }

    /** What has happened. */
    @GetMapping("/events")
    Rendering events(
            @PathVariable("application") String application,
            @PathVariable("topology") String topology,
            @RequestParam Map<String, String> wishes) {
        if (!isKnown(application, topology)) {
            return missing();
        }
        EventFilter filter = EventFilter.of(
                "all".equals(wishes.get("of")) ? null : topology,
                wishes.get("severity"),
                wishes.get("kind"),
                wishes.get("text"));
        return page("events", topology)
                .modelAttribute("filter", filter)
                .modelAttribute("severities", Severity.values())
                .modelAttribute(
                        "kinds",
                        Arrays.stream(Kind.values())
                                .map(kind -> Map.entry(kind.name(), EventRow.words(kind)))
                                .toList())
                .modelAttribute("events", filter.rows(control.events(0, MAX_EVENTS), MAX_ROWS))
                .build();
    }

    /** The records that it has given up. */
    @GetMapping("/dead-letters")
    Rendering deadLetters(@PathVariable("application") String application, @PathVariable("topology") String topology) {
        return isKnown(application, topology) ? page("deadletters", topology).build() : missing();
    }

    /** Its checkpoints and savepoints. */
    @GetMapping("/checkpoints")
    Rendering checkpoints(@PathVariable("application") String application, @PathVariable("topology") String topology) {
        return isKnown(application, topology) ? page("checkpoints", topology).build() : missing();
    }

    /** How it and the application are configured. */
    @GetMapping("/configuration")
    Rendering configuration(
            @PathVariable("application") String application, @PathVariable("topology") String topology) {
        return isKnown(application, topology) ? page("configuration", topology).build() : missing();
    }

    /** Where the page of a topology is. */
    static String address(String application, String topology) {
        return "/applications/" + UriUtils.encode(application, StandardCharsets.UTF_8) + "/topologies/"
                + UriUtils.encode(topology, StandardCharsets.UTF_8);
    }

    private Rendering.Builder<?> page(String name, String topology) {
        String address = address(control.application(), topology);
        return Rendering.view(name)
                .modelAttribute("topology", topology)
                .modelAttribute("base", address)
                .modelAttribute("rest", "/api/v1" + address)
                .modelAttribute("hasOthers", control.topologies().size() > 1);
    }

    private boolean isKnown(String application, String topology) {
        List<TopologyView> topologies = control.topologies();
        return application.equals(control.application())
                && topologies.stream().anyMatch(view -> view.name().equals(topology));
    }

    private static Rendering missing() {
        return Rendering.view("missing").status(HttpStatus.NOT_FOUND).build();
    }
}
