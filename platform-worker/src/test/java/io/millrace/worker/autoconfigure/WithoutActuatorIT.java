package io.millrace.worker.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is optional is really absent here, which a filter in a class loader cannot show. */
@Timeout(120)
class WithoutActuatorIT {

    private static final Pattern ACTUATOR = Pattern.compile("spring-boot-actuator|spring-boot-health|micrometer");

    @ParameterizedTest
    @ValueSource(strings = {"spring-boot-actuator|spring-boot-health|micrometer", "spring-boot-health", "micrometer"})
    void shouldRunWithout(String absent) throws Exception {
        Pattern pattern = Pattern.compile(absent);
        String classPath = classPathWithout(pattern);
        assertThat(classPath).isNotEqualTo(System.getProperty("java.class.path"));
        try (ChildJvm jvm = ChildJvm.start(classPath, List.of(), ProcessedApplication.class)) {
            assertThat(jvm.exitCode()).as(jvm.output()).isZero();
            assertThat(jvm.output()).contains("Topology has finished: topology=processed");
        }
    }

    @Test
    void shouldTakeAwayWhatIsThereOtherwise() {
        assertThat(System.getProperty("java.class.path")).containsPattern(ACTUATOR);
    }

    private static String classPathWithout(Pattern absent) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !absent.matcher(new File(entry).getName()).find())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
