package io.millrace.master.server;

import io.millrace.control.ApplicationControl;
import io.millrace.master.live.LiveTopologies;
import io.millrace.master.rest.ApplicationsController;
import io.millrace.master.rest.CheckpointsController;
import io.millrace.master.rest.ClusterController;
import io.millrace.master.rest.HealthController;
import io.millrace.master.rest.ProblemAdvice;
import io.millrace.master.rest.SessionController;
import io.millrace.master.security.ConsoleSecurity;
import io.millrace.master.security.Sessions;
import io.millrace.ui.ConsolePages;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** All parts of the console, one by one: nothing is scanned for, and nothing configures itself. */
@Configuration(proxyBeanMethods = false)
@EnableWebFlux
@Import({ConsoleSecurity.class, ConsolePages.class})
class ConsoleContext implements WebFluxConfigurer {

    private static final int MAX_BODY_BYTES = 64 * 1024;

    @Override
    public void configureHttpMessageCodecs(ServerCodecConfigurer codecs) {
        codecs.defaultCodecs().maxInMemorySize(MAX_BODY_BYTES);
    }

    @Bean
    static LiveTopologies liveTopologies(ApplicationControl control, Clock clock) {
        return new LiveTopologies(control, JsonMapper.builder().build(), clock);
    }

    @Bean
    static ApplicationsController applicationsController(
            ApplicationControl control, LiveTopologies live, Sessions sessions, Clock clock) {
        return new ApplicationsController(control, live, sessions, clock);
    }

    @Bean
    static CheckpointsController checkpointsController(ApplicationControl control, LiveTopologies live) {
        return new CheckpointsController(control, live);
    }

    @Bean
    static ClusterController clusterController(ApplicationControl control) {
        return new ClusterController(control);
    }

    @Bean
    static SessionController sessionController() {
        return new SessionController();
    }

    @Bean
    static HealthController healthController() {
        return new HealthController();
    }

    @Bean
    static ProblemAdvice problemAdvice() {
        return new ProblemAdvice();
    }
}
