package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.skewed.Faults;
import io.millrace.acceptance.skewed.SkewedApplication;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of a topology, of which one step gets most of its records for one key and becomes slow. */
@Timeout(600)
class ConsolePagesInBrowserIT {

    private static final long SLOW_NANOS = 900_000;

    @TempDir
    private static Path folder;

    private static ConsoleInChromium console;
    private static Chromium browser;
    private static Faults faults;

    @BeforeAll
    static void start() throws Exception {
        console = ConsoleInChromium.start(SkewedApplication.class, folder);
        browser = console.browser();
        faults = console.bean(Faults.class);
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @BeforeEach
    void mend() throws Exception {
        faults.slowDown(0);
        faults.fail(0);
        console.reset();
    }

    @Test
    void shouldNameTheBottleneckSoonAfterItAppears() throws Exception {
        console.open("");
        browser.await("document.querySelector('[data-bottleneck-line]').dataset.verdict == 'NOTHING'");

        faults.slowDown(SLOW_NANOS);
        browser.await("document.querySelector('[data-bottleneck-line]').dataset.verdict == 'HELD_BACK'"
                + " && document.querySelector('svg [data-operator=enrich]').dataset.bottleneck"
                + " == 'culprit' && document.querySelector('[data-part=sentence]').innerText.includes('key skew')");

        assertThat(browser.evaluate("document.querySelector('[data-part=sentence]').innerText"))
                .startsWith("enrich → totals holds back received → checked: ")
                .endsWith("1 of 4 tasks hot: key skew");
        browser.await("document.querySelector('svg [data-operator=received] [data-figure=load]')"
                + ".textContent.includes('waits for room')");

        faults.slowDown(0);
        browser.await("document.querySelector('[data-bottleneck-line]').dataset.verdict != 'HELD_BACK'");
    }

    @Test
    void shouldShowTheSkewedKeyOnThePageOfTasks() throws Exception {
        faults.slowDown(SLOW_NANOS);
        console.open("/tasks");

        browser.await("document.querySelector('.skew[data-skew=skewed] h3')?.innerText == 'enrich → totals'");
        assertThat(browser.evaluate("document.querySelectorAll('.skew[data-skew=skewed] [data-much=yes]').length"))
                .isEqualTo("1");
        browser.await("document.querySelectorAll('tr[data-does=hot]').length == 1");

        browser.evaluate("document.querySelector('th[data-sort=busy] button').click()");
        browser.await("document.querySelector('th[data-sort=busy]').getAttribute('aria-sort') == 'descending'"
                + " && document.querySelector('[data-tasks] tbody tr').dataset.does == 'hot'");
        assertThat(browser.evaluate("location.search")).isEqualTo("?sort=busy&order=desc");

        console.search("totals → shown");
        browser.await("document.querySelectorAll('[data-tasks] tbody tr').length == 2");
        assertThat(browser.evaluate("document.querySelector('[data-count]').innerText"))
                .isEqualTo("2 of 7 tasks");
    }

    @Test
    void shouldDrawEachMetricAndZoom() throws Exception {
        console.open("/metrics");
        browser.await("document.querySelectorAll('#records-in canvas, #busy canvas, #latency canvas').length == 3");
        browser.await("document.querySelectorAll('#records-in [data-series]').length >= 5");
        assertThat(browser.evaluate("document.querySelector('#busy [data-series=\"enrich → totals\"] td').innerText"))
                .endsWith("%");

        String status = browser.evaluateLater("fetch(document.querySelector('#latency [data-json]').href)"
                + ".then(answer => answer.json()).then(answer => answer.metric.name)");
        assertThat(status).isEqualTo("latency");

        browser.evaluate("document.querySelector('[name=step][value=enrich]').click()");
        browser.await("!document.querySelector('#busy [data-series=\"enrich → totals\"]')"
                + " || document.querySelector('#records-out [data-series=enrich]') == null");
        assertThat(browser.evaluate("location.search"))
                .contains("step=received")
                .doesNotContain("step=enrich");

        browser.await("document.querySelector('#records-in .u-over')?.getBoundingClientRect().width > 100");
        double left = Double.parseDouble(
                browser.evaluate("document.querySelector('#records-in .u-over').getBoundingClientRect().left"));
        double top = Double.parseDouble(
                browser.evaluate("document.querySelector('#records-in .u-over').getBoundingClientRect().top"));
        browser.drag(left + 40, left + 140, top + 40);
        browser.await("!document.querySelector('[data-zoom-out]').disabled");
        browser.evaluate("document.querySelector('[data-zoom-out]').click()");
        browser.await("document.querySelector('[data-zoom-out]').disabled");
    }

    @Test
    void shouldShowEventsAsTheyComeAndTheirLogToOperatorsOnly() throws Exception {
        console.open("/events");
        browser.await("document.querySelector('[data-signal]').dataset.signal == 'live'");
        faults.fail(1);
        browser.await("document.querySelector('tr[data-kind=RESTART] summary') != null");

        browser.evaluate("document.querySelector('tr[data-kind=RESTART] details').open = true");
        browser.await("document.querySelector('tr[data-kind=RESTART] pre').innerText.includes("
                + "'java.lang.IllegalStateException: Customer is not known any more')");

        console.search("Restarted");
        browser.await("[...document.querySelectorAll('[data-events] tbody tr')].every(row => "
                + "row.dataset.kind == 'RESTART')");
        assertThat(browser.evaluate("location.search")).isEqualTo("?text=Restarted");

        console.signIn("eve");
        console.open("/events");
        browser.await("document.querySelector('tr[data-kind=RESTART]') != null"
                + " && document.querySelector('[data-signal]').dataset.signal == 'live'");
        assertThat(browser.evaluate("document.querySelector('details') == null"))
                .isEqualTo("true");
        console.signIn("bob");
    }

    @Test
    void shouldExportTextAndNoFormulas() throws Exception {
        console.open("/events");

        String csv = browser.evaluateLater("import(document.querySelector('script[type=module]').src"
                + ".replace('eventpage', 'export')).then(module => module.csvOf([{id: '-1', kind: 'STATE',"
                + " message: '=SUM(A1), \"x\"', task: 0}]))");

        assertThat(csv)
                .isEqualTo("at,severity,kind,application,topology,operator,task,message,id\r\n"
                        + ",,STATE,,,,0,\"'=SUM(A1), \"\"x\"\"\",'-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/tasks", "/metrics", "/events"})
    void shouldKeepNobodyOut(String page) throws Exception {
        faults.slowDown(SLOW_NANOS);
        console.requireOpenToAll(
                page,
                "document.querySelector('[data-signal]').dataset.signal == 'live' && "
                        + (page.isEmpty()
                                ? "document.querySelector('[data-bottleneck-line]').dataset.verdict == 'HELD_BACK'"
                                : "document.querySelector('main').dataset.updates > 0"));
    }
}
