package io.millrace.examples.sensors;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Takes sensor readings and shows what becomes of them at http://localhost:8080. The stream is {@link SensorStream}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SensorsApplication {

    /** Runs until Ctrl-C. */
    public static void main(String[] args) {
        SpringApplication.run(SensorsApplication.class, args);
    }
}
