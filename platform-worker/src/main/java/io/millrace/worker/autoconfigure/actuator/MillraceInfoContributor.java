package io.millrace.worker.autoconfigure.actuator;

import io.millrace.control.ApplicationControl;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** Adds the application, the version of Millrace and the states of the topologies to the info endpoint. */
final class MillraceInfoContributor implements InfoContributor {

    private final ApplicationControl control;

    MillraceInfoContributor(ApplicationControl control) {
        this.control = control;
    }

    @Override
    public void contribute(Info.Builder builder) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("application", control.application());
        String version = MillraceInfoContributor.class.getPackage().getImplementationVersion();
        if (version != null) {
            details.put("version", version);
        }
        Map<String, Object> states = new LinkedHashMap<>();
        control.topologies()
                .forEach(view -> states.put(view.name(), view.status().state()));
        details.put("topologies", states);
        builder.withDetail("millrace", details);
    }
}
