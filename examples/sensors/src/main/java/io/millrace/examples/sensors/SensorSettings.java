package io.millrace.examples.sensors;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set.
 *
 * @param window Length of the windows of the averages.
 * @param limit Temperature in degrees Celsius above which a sensor raises an alert.
 */
@ConfigurationProperties("sensors")
record SensorSettings(
        @DefaultValue("10s") Duration window,
        @DefaultValue("30") double limit) {}
