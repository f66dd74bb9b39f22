package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.faulty.Branches;
import io.millrace.acceptance.faulty.Checks;
import io.millrace.acceptance.faulty.FaultyApplication;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of a topology that yields nothing, because one of two splits says nothing, and that gives up records. */
@Timeout(600)
class ConsoleFaultsInBrowserIT {

    @TempDir
    private static Path folder;

    private static ConsoleInChromium console;
    private static Chromium browser;
    private static Branches branches;
    private static Checks checks;

    @BeforeAll
    static void start() throws Exception {
        console = ConsoleInChromium.start(FaultyApplication.class, folder, "--millrace.checkpoint.interval=1s");
        browser = console.browser();
        branches = console.bean(Branches.class);
        checks = console.bean(Checks.class);
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @BeforeEach
    void mend() throws Exception {
        branches.openSouth(false);
        checks.fail(0);
        console.reset();
    }

    @Test
    void shouldNameTheSplitForWhichNoWindowEnds() throws Exception {
        console.open("");
        browser.await("document.querySelector('[data-silence-line]')?.dataset.reason == 'WATERMARK_HELD'");

        assertThat(browser.evaluate("document.querySelector('[data-silence-line] [data-part=sentence]').innerText"))
                .startsWith("No records for shown: totals waits for event time, which ")
                .contains(": split branch-south of the source received, in task 0, has given nothing for ");

        branches.openSouth(true);
        browser.await("document.querySelector('[data-silence-line]').hidden");

        branches.openSouth(false);
        browser.await("document.querySelector('[data-silence-line]').dataset.reason == 'WATERMARK_HELD'"
                + " && document.querySelector('[data-silence-line] [data-part=sentence]').innerText"
                + ".includes('rests at 2')");
    }

    @Test
    void shouldReplayAndDropDeadLettersForOperatorsOnly() throws Exception {
        console.open("/dead-letters");
        browser.await("document.querySelector('main').dataset.updates > 0");
        dropAll();
        checks.fail(3);
        browser.await("document.querySelectorAll('[data-letters] tbody tr').length == 3");
        assertThat(browser.evaluate("document.querySelector('[data-letters] tbody tr').innerText"))
                .contains("checked", "java.lang.IllegalArgumentException")
                .doesNotContain("not valid", "branch-");

        browser.evaluate("document.querySelector('[data-letters] tbody input').click()");
        browser.await("!document.querySelector('[data-act=drop]').disabled");
        browser.evaluate("document.querySelector('[data-act=drop]').click()");
        confirm("Drop?", "cancel");
        assertThat(browser.evaluate("document.querySelectorAll('[data-letters] tbody tr').length"))
                .isEqualTo("3");
        browser.evaluate("document.querySelector('[data-act=drop]').click()");
        confirm("Drop?", "yes");
        browser.await("document.querySelector('[data-outcome]').innerText == '1 letter was dropped.'"
                + " && document.querySelectorAll('[data-letters] tbody tr').length == 2");

        browser.evaluate("document.querySelector('[data-act=replay-all]').click()");
        confirm("Replay?", "yes");
        browser.await(
                "document.querySelector('[data-outcome]').innerText" + " == '2 records are given to the steps again.'");
        // They are gone when a checkpoint holds what came of them.
        browser.await("document.querySelectorAll('[data-letters] tbody tr').length == 0");

        checks.fail(1);
        console.signIn("eve");
        console.open("/dead-letters");
        browser.await("document.querySelectorAll('[data-letters] tbody tr').length == 1");
        assertThat(browser.evaluate("[...document.querySelectorAll('[data-act], [data-letters] input')]"
                        + ".every(button => button.disabled)"))
                .isEqualTo("true");
        assertThat(browser.evaluate("document.querySelector('[data-act=drop-all]').title"))
                .isEqualTo("Your role VIEWER may look only; ask for OPERATOR");
        console.signIn("bob");
    }

    @Test
    void shouldShowWhatRecordsLookLikeToOperatorsOnly() throws Exception {
        console.open("");
        browser.await("document.querySelector('svg [data-operator=shown]') != null");
        browser.evaluate("document.querySelector('[data-graph]').scrollIntoView()");
        String box = "document.querySelector('svg [data-operator=checked] rect').getBoundingClientRect()";
        double left = Double.parseDouble(browser.evaluate(box + ".left"));
        double top = Double.parseDouble(browser.evaluate(box + ".top"));
        browser.drag(left + 5, left + 5, top + 5);
        browser.await("document.querySelector('[data-step]').value == 'checked'");
        browser.evaluate("document.querySelector('[data-look]').click()");
        browser.await("document.querySelectorAll('[data-records] tbody tr').length > 1");
        assertThat(browser.evaluate("[...document.querySelectorAll('[data-records] .record')]"
                        + ".every(cell => /^x+-x+-9+$/.test(cell.innerText))"))
                .isEqualTo("true");
        assertThat(browser.evaluate("document.querySelector('[data-seen]').innerText"))
                .matches("checked has given [\\d,]+ records in 2 s(; \\d+ of them are shown)?\\.");

        console.signIn("eve");
        console.open("");
        browser.await("document.querySelector('[data-look]').title != ''");
        assertThat(browser.evaluate("document.querySelector('[data-look]').disabled"))
                .isEqualTo("true");
        console.signIn("bob");
    }

    @Test
    void shouldGoBackToASavepoint() throws Exception {
        console.signIn("ann");
        console.open("/checkpoints");
        browser.await("document.querySelectorAll('[data-recent] tbody tr').length > 1");
        browser.await("document.querySelectorAll('[data-bars] > span').length > 1");
        browser.await("!document.querySelector('[data-action=savepoint]').disabled");

        browser.evaluate("document.querySelector('[data-action=savepoint]').click()");
        browser.await("[...document.querySelectorAll('[data-kept] tbody tr')].some(row => row.innerText"
                + ".includes('savepoint'))");
        String savepoint = browser.evaluate("[...document.querySelectorAll('[data-kept] tbody tr')].find(row => "
                + "row.innerText.includes('savepoint')).dataset.checkpoint");
        String start = "document.querySelector('[aria-label=\"Start from savepoint " + savepoint + "\"]')";
        assertThat(browser.evaluate(start + ".title")).isEqualTo("Stop the topology first");

        steer("stop");
        browser.await(start + "?.disabled === false");
        browser.evaluate(start + ".click()");
        confirm("Start from it?", "yes");
        browser.await("document.querySelector('[data-figure=restarts]').innerText.includes('went on from " + savepoint
                + "')");

        String delete = "document.querySelector('[aria-label=\"Delete savepoint " + savepoint + "\"]')";
        browser.await(delete + " != null");
        browser.evaluate(delete + ".click()");
        confirm("Delete?", "yes");
        browser.await(delete + " == null");
        console.signIn("bob");
    }

    @Test
    void shouldShowPropertiesToAdministratorsOnly() throws Exception {
        console.open("/configuration");
        browser.await("!document.querySelector('[data-refused]').hidden");
        assertThat(browser.evaluate("document.querySelector('[data-refused]').innerText"))
                .isEqualTo("Properties are for administrators, and your role is OPERATOR; ask one of them.");
        assertThat(browser.evaluate("document.querySelector('[data-settings]').innerText"))
                .contains("received", "dead letter", "two-stage");

        console.signIn("ann");
        console.open("/configuration");
        browser.await("document.querySelector('[data-property=\"millrace.console.users[0].name\"]') != null");
        assertThat(
                        browser.evaluate(
                                "document.querySelector('[data-property=\"millrace.console.users[0].password\"] td').innerText"))
                .isEqualTo("******");
        console.search("interval 1s");
        assertThat(browser.evaluate("document.querySelectorAll('[data-properties] tbody tr').length"))
                .isEqualTo("1");
        console.signIn("bob");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/dead-letters", "/checkpoints", "/configuration"})
    void shouldKeepNobodyOut(String page) throws Exception {
        checks.fail(2);
        console.requireOpenToAll(
                page,
                "document.querySelector('[data-signal]')?.dataset.signal != 'connecting' && "
                        + (page.isEmpty()
                                ? "document.querySelector('[data-silence-line]').dataset.reason == 'WATERMARK_HELD'"
                                : "document.querySelector('main').dataset.updates > 0"));
    }

    /** Asks for something over REST, with the login of the page. */
    private static void steer(String action) throws Exception {
        assertThat(browser.evaluateLater("import(document.querySelector('script[type=module]').src"
                        + ".replace('checkpointpage', 'api')).then(async api => { const { csrf } = await api.session();"
                        + " await api.post(api.topologyPath('shop', 'orders') + '/" + action + "', csrf);"
                        + " return 'done'; })"))
                .isEqualTo("done");
    }

    private static void dropAll() throws Exception {
        if (browser.evaluate("document.querySelector('[data-act=drop-all]').disabled")
                .equals("false")) {
            browser.evaluate("document.querySelector('[data-act=drop-all]').click()");
            confirm("Drop?", "yes");
            browser.await("document.querySelectorAll('[data-letters] tbody tr').length == 0");
        }
    }

    private static void confirm(String title, String answer) throws Exception {
        browser.await("document.querySelector('dialog[open] h2')?.innerText == '" + title + "'");
        browser.evaluate("document.querySelector('dialog[open] [value=" + answer + "]').click()");
        browser.await("document.querySelector('dialog[open]') == null");
    }
}
