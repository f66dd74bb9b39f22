package io.millrace.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.control.ConsoleFactory;
import java.net.URL;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.springframework.context.ApplicationContext;

class ConsoleClassLoaderTest {

    private final ConsoleClassLoader loader =
            new ConsoleClassLoader(new URL[0], getClass().getClassLoader());

    @Test
    void shouldShareTheApiAndTheLogWithTheApplication() throws Exception {
        assertThat(loader.loadClass(ConsoleFactory.class.getName())).isSameAs(ConsoleFactory.class);
        assertThat(loader.loadClass(Logger.class.getName())).isSameAs(Logger.class);
    }

    @Test
    void shouldSeeTheJdk() throws Exception {
        assertThat(loader.loadClass("java.sql.Connection")).isNotNull();
        assertThat(loader.loadClass("java.net.http.HttpClient")).isNotNull();
    }

    @Test
    void shouldNotSeeTheLibrariesOfTheApplication() {
        assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> loader.loadClass(ApplicationContext.class.getName()));
        assertThat(loader.getResource("META-INF/spring.factories")).isNull();
    }

    @Test
    void shouldNotTakeTheConsoleItselfFromTheApplication() {
        assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> loader.loadClass("io.millrace.master.package-info"));
    }
}
