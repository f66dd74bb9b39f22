package io.millrace.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;

@SpringBootTest(
        classes = QuietTestsTest.Application.class,
        args = "--spring.config.location=classpath:/loud-application.properties",
        properties = "millrace.autostart=true",
        webEnvironment = SpringBootTest.WebEnvironment.NONE)
class QuietTestsTest {

    @Autowired
    private Environment environment;

    @Test
    void shouldOverruleTheApplicationButNotTheTest() {
        assertThat(environment.getProperty("loud.is-read")).isEqualTo("true");
        assertThat(environment.getProperty("millrace.console.enabled")).isEqualTo("false");
        assertThat(environment.getProperty("millrace.autostart")).isEqualTo("true");
        Path folder = Path.of(environment.getRequiredProperty("millrace.data-dir"));
        assertThat(folder).isDirectory();
        assertThat(folder.getFileName().toString()).startsWith("millrace-test-");
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    static class Application {}
}
