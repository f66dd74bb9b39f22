package io.millrace.master.rest;

import io.millrace.control.ApplicationControl;
import io.millrace.master.live.LiveTasks;
import io.millrace.master.live.TaskResource;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What tasks have measured. */
@RestController
@RequestMapping("/api/v1/applications/{application}/topologies/{topology}/tasks")
public final class TasksController {

    private final ApplicationControl control;
    private final LiveTasks tasks;

    /** Shows what the control port shows. */
    public TasksController(ApplicationControl control, LiveTasks tasks) {
        this.control = control;
        this.tasks = tasks;
    }

    /** The tasks of a topology that run, wherever they do. */
    @GetMapping
    public Mono<Tasks> tasks(
            @PathVariable("application") String application, @PathVariable("topology") String topology) {
        ApplicationNames.require(application, control);
        return tasks.now(topology).map(Tasks::new);
    }

    /**
     * Tasks.
     *
     * @param tasks stage by stage
     */
    public record Tasks(List<TaskResource> tasks) {}
}
