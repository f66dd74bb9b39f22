package io.millrace.worker.autoconfigure.properties;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Checks the properties of Millrace before anything is made of them, and makes of them what others need. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MillraceProperties.class)
public final class PropertiesConfiguration {

    @Bean
    static NativeImageCheck millraceNativeImageCheck() {
        return new NativeImageCheck();
    }

    @Bean
    static UnknownPropertyCheck millraceUnknownPropertyCheck(Environment environment) {
        return new UnknownPropertyCheck(environment);
    }

    @Bean
    TopologyOverrides millraceTopologyOverrides(MillraceProperties properties, Environment environment) {
        return new TopologyOverrides(properties, environment);
    }
}
