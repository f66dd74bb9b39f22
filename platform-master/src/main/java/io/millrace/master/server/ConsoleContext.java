package io.millrace.master.server;

import io.millrace.control.ApplicationControl;
import io.millrace.master.live.EventStream;
import io.millrace.master.live.LiveTasks;
import io.millrace.master.live.LiveTopologies;
import io.millrace.master.rest.ApplicationsController;
import io.millrace.master.rest.AuditController;
import io.millrace.master.rest.CheckpointsController;
import io.millrace.master.rest.ClusterController;
import io.millrace.master.rest.ConfigurationController;
import io.millrace.master.rest.DeadLettersController;
import io.millrace.master.rest.EventsController;
import io.millrace.master.rest.HealthController;
import io.millrace.master.rest.MembersController;
import io.millrace.master.rest.MetricsController;
import io.millrace.master.rest.OpenApiController;
import io.millrace.master.rest.ProblemAdvice;
import io.millrace.master.rest.SessionController;
import io.millrace.master.rest.SteeringController;
import io.millrace.master.rest.TapController;
import io.millrace.master.rest.TasksController;
import io.millrace.master.security.AuditLog;
import io.millrace.master.security.ConsoleSecurity;
import io.millrace.master.security.Sessions;
import io.millrace.ui.ConsolePages;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.reactive.accept.HeaderContentTypeResolver;
import org.springframework.web.reactive.accept.RequestedContentTypeResolver;
import org.springframework.web.reactive.accept.RequestedContentTypeResolverBuilder;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.server.NotAcceptableStatusException;
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

    /** A header that names no types, or too many, is as good as none; the answer to it has to be in some form. */
    @Override
    public void configureContentTypeResolver(RequestedContentTypeResolverBuilder resolvers) {
        HeaderContentTypeResolver header = new HeaderContentTypeResolver();
        resolvers.resolver(exchange -> {
            try {
                return header.resolveMediaTypes(exchange);
            } catch (InvalidMimeTypeException | NotAcceptableStatusException e) {
                return RequestedContentTypeResolver.MEDIA_TYPE_ALL_LIST;
            }
        });
    }

    @Bean
    static WholeFiles wholeFiles() {
        return new WholeFiles();
    }

    @Bean
    static LiveTopologies liveTopologies(ApplicationControl control, LiveTasks tasks, Clock clock) {
        return new LiveTopologies(control, tasks, JsonMapper.builder().build(), clock);
    }

    @Bean
    static ApplicationsController applicationsController(
            ApplicationControl control, LiveTopologies live, Sessions sessions, Clock clock) {
        return new ApplicationsController(control, live, sessions, clock);
    }

    @Bean
    static SteeringController steeringController(ApplicationControl control) {
        return new SteeringController(control);
    }

    @Bean
    static EventStream eventStream(ApplicationControl control) {
        return new EventStream(control, JsonMapper.builder().build());
    }

    @Bean
    static EventsController eventsController(ApplicationControl control, EventStream events, Sessions sessions) {
        return new EventsController(control, events, sessions);
    }

    @Bean
    static ConfigurationController configurationController(ApplicationControl control) {
        return new ConfigurationController(control);
    }

    @Bean
    static LiveTasks liveTasks(ApplicationControl control, Clock clock) {
        return new LiveTasks(control, clock);
    }

    @Bean
    static TasksController tasksController(ApplicationControl control, LiveTasks tasks) {
        return new TasksController(control, tasks);
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
    static DeadLettersController deadLettersController(ApplicationControl control) {
        return new DeadLettersController(control);
    }

    @Bean
    static TapController tapController(ApplicationControl control) {
        return new TapController(control);
    }

    @Bean
    static MembersController membersController(ApplicationControl control) {
        return new MembersController(control);
    }

    @Bean
    static MetricsController metricsController(ApplicationControl control, Clock clock) {
        return new MetricsController(control, clock);
    }

    @Bean
    static SessionController sessionController() {
        return new SessionController();
    }

    @Bean
    static AuditController auditController(AuditLog audit) {
        return new AuditController(audit);
    }

    @Bean
    static OpenApiController openApiController() {
        return new OpenApiController();
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
