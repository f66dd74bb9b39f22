package io.millrace.worker.autoconfigure.actuator;

import io.millrace.control.ApplicationControl;
import io.millrace.worker.autoconfigure.MillraceAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** The part {@code millrace} of the info endpoint, where the user has the actuator. */
@AutoConfiguration(after = MillraceAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnEnabledInfoContributor.class)
@ConditionalOnBean(ApplicationControl.class)
@ConditionalOnEnabledInfoContributor("millrace")
public final class MillraceInfoAutoConfiguration {

    @Bean
    MillraceInfoContributor millraceInfoContributor(ApplicationControl control) {
        return new MillraceInfoContributor(control);
    }
}
