package io.millrace.worker.autoconfigure.actuator;

import io.millrace.control.ApplicationControl;
import io.millrace.worker.autoconfigure.MillraceAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.context.annotation.Bean;

/** Health of the topologies under the name {@code millrace}, where the user has Boot's health. */
@AutoConfiguration(after = MillraceAutoConfiguration.class)
@ConditionalOnClass({CompositeHealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(ApplicationControl.class)
@ConditionalOnEnabledHealthIndicator("millrace")
public final class MillraceHealthAutoConfiguration {

    @Bean
    TopologiesHealthContributor millraceHealthContributor(ApplicationControl control) {
        return new TopologiesHealthContributor(control);
    }
}
