package io.millrace.master.rest;

import io.millrace.control.ApplicationControl;
import io.millrace.control.PropertyInForce;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is configured in the process that is asked. */
@RestController
@RequestMapping("/api/v1/configuration")
public final class ConfigurationController {

    private final ApplicationControl control;

    /** Shows what the control port shows. */
    public ConfigurationController(ApplicationControl control) {
        this.control = control;
    }

    /** Properties of which the names begin so, in the order of their names. */
    @GetMapping
    public Configuration configuration(@RequestParam(name = "prefix", defaultValue = "millrace") String prefix) {
        return new Configuration(control.configuration().stream()
                .filter(property -> property.name().startsWith(prefix))
                .toList());
    }

    /**
     * What is configured.
     *
     * @param properties what is set, with its source; secrets are hidden
     */
    public record Configuration(List<PropertyInForce> properties) {}
}
