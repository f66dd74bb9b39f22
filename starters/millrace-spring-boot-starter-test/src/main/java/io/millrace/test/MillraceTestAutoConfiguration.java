package io.millrace.test;

import io.millrace.worker.autoconfigure.MillraceAutoConfiguration;
import io.millrace.worker.autoconfigure.TopologyCatalog;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** What the context of a {@link MillraceTest} has beside the application's own beans. */
@AutoConfiguration(after = MillraceAutoConfiguration.class)
final class MillraceTestAutoConfiguration {

    @Bean
    @Lazy
    static MillraceTestDrivers millraceTestDrivers(TopologyCatalog topologies) {
        return new MillraceTestDrivers(topologies.declaredTopologies());
    }

    /** Closed by the one that holds it. */
    @Bean(destroyMethod = "")
    @Lazy
    static MillraceTestDriver millraceTestDriver(MillraceTestDrivers drivers) {
        return drivers.only();
    }
}
