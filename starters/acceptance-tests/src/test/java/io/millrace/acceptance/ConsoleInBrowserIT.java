package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.restart.RestartedApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** Somebody sits in front of the console. */
@Timeout(600)
@ExtendWith(OutputCaptureExtension.class)
class ConsoleInBrowserIT {

    private static final Pattern LINK = Pattern.compile("console (http://\\S+)login\\?token=(\\S+)");
    private static final String RECORDS =
            "document.querySelector('table [data-operator=doubled]" + " [data-figure=recordsOut]')?.dataset.value";

    @TempDir
    private static Path folder;

    private static ConfigurableApplicationContext context;
    private static Chromium browser;
    private static Matcher link;

    @BeforeAll
    static void start(CapturedOutput output) throws Exception {
        context = new SpringApplicationBuilder(RestartedApplication.class)
                .run(
                        "--server.port=0",
                        "--management.endpoints.web.exposure.include=metrics",
                        "--millrace.autostart=true",
                        "--millrace.console.enabled=true",
                        "--millrace.console.port=0",
                        "--millrace.data-dir=" + folder.resolve("data"));
        browser = Chromium.start(folder.resolve("profile"));
        link = LINK.matcher(output);
        while (!link.find()) {
            Thread.onSpinWait();
            link = LINK.matcher(output);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        browser.close();
        context.close();
    }

    @Test
    void shouldShowFiguresThatMoveAndAgreeWithTheMeters() throws Exception {
        browser.open(link.group(1) + "topology-of-nobody");
        browser.await("location.pathname == '/login'");
        signIn("admin", "wrong");
        browser.await("location.search == '?error'");
        assertThat(browser.evaluate("document.body.innerText")).contains("User or password is wrong");

        browser.open(link.group(1) + "login?token=" + link.group(2));
        browser.await("Number(" + RECORDS + ") > 0");
        long first = Long.parseLong(browser.evaluate(RECORDS));
        browser.await("Number(" + RECORDS + ") > " + first);

        long metersBefore = recordsByMeters();
        browser.await("Number(" + RECORDS + ") >= " + metersBefore);
        long shown = Long.parseLong(browser.evaluate(RECORDS));
        assertThat(recordsByMeters()).isGreaterThanOrEqualTo(shown);

        double rate = Double.parseDouble(browser.evaluate("document.querySelector("
                + "'svg [data-operator=doubled] [data-figure=recordsOutPerSecond]').dataset.value"));
        assertThat(rate).as("the source gives a thousand records a second").isBetween(200.0, 5000.0);
    }

    private static void signIn(String user, String password) throws Exception {
        browser.await("document.querySelector('form') != null");
        browser.evaluate("(document.querySelector('[name=username]').value = '" + user
                + "', document.querySelector('[name=password]').value = '" + password
                + "', document.querySelector('form').requestSubmit())");
    }

    private static long recordsByMeters() throws Exception {
        String address = "http://localhost:" + context.getEnvironment().getProperty("local.server.port")
                + "/actuator/metrics/millrace.operator.records.out?tag=operator:doubled";
        String answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return JsonMapper.shared().readTree(answer).at("/measurements/0/value").asLong();
    }
}
