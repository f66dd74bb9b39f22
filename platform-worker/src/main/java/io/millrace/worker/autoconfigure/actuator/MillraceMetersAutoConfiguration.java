package io.millrace.worker.autoconfigure.actuator;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.control.ApplicationControl;
import io.millrace.worker.autoconfigure.MillraceAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Meters {@code millrace.*}, where the user has a registry of meters. */
@AutoConfiguration(
        after = MillraceAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ApplicationControl.class, MeterRegistry.class})
public final class MillraceMetersAutoConfiguration {

    @Bean
    TopologyMeters millraceTopologyMeters(ApplicationControl control) {
        return new TopologyMeters(new TopologySnapshots(control, System::nanoTime), System::currentTimeMillis);
    }
}
