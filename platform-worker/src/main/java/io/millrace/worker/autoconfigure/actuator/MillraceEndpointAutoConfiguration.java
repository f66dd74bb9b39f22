package io.millrace.worker.autoconfigure.actuator;

import io.millrace.control.ApplicationControl;
import io.millrace.worker.autoconfigure.MillraceAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** The endpoint {@code millrace}, where the user has the actuator and exposes it. */
@AutoConfiguration(after = MillraceAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(ApplicationControl.class)
@ConditionalOnAvailableEndpoint(MillraceEndpoint.class)
public final class MillraceEndpointAutoConfiguration {

    @Bean
    MillraceEndpoint millraceEndpoint(ApplicationControl control) {
        return new MillraceEndpoint(control);
    }
}
