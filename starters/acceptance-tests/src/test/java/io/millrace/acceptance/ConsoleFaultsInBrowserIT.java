package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.faulty.Branches;
import io.millrace.acceptance.faulty.Checks;
import io.millrace.acceptance.faulty.FaultyApplication;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The pages of a topology that yields nothing, because one of two splits says nothing, and that gives up records. */
@Timeout(600)
class ConsoleFaultsInBrowserIT {

    private static final String TOPOLOGY = "/applications/shop/topologies/orders";

    @TempDir
    private static Path folder;

    private static ConfigurableApplicationContext context;
    private static Chromium browser;
    private static String console;
    private static String axe;
    private static Branches branches;
    private static Checks checks;

    @BeforeAll
    static void start() throws Exception {
        int port = freePort();
        console = "http://127.0.0.1:" + port;
        context = new SpringApplicationBuilder(FaultyApplication.class)
                .run(
                        "--server.port=0",
                        "--spring.application.name=shop",
                        "--millrace.autostart=true",
                        "--millrace.console.enabled=true",
                        "--millrace.console.port=" + port,
                        "--millrace.console.users[0].name=bob",
                        "--millrace.console.users[0].password={noop}secret",
                        "--millrace.console.users[0].role=operator",
                        "--millrace.console.users[1].name=eve",
                        "--millrace.console.users[1].password={noop}secret",
                        "--millrace.console.users[1].role=viewer",
                        "--millrace.console.users[2].name=ann",
                        "--millrace.console.users[2].password={noop}secret",
                        "--millrace.console.users[2].role=admin",
                        "--millrace.checkpoint.interval=1s",
                        "--millrace.data-dir=" + folder.resolve("data"));
        branches = context.getBean(Branches.class);
        checks = context.getBean(Checks.class);
        try (InputStream script = ConsoleFaultsInBrowserIT.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
        browser = Chromium.start(folder.resolve("profile"));
        signIn("bob");
    }

    @AfterAll
    static void stop() {
        browser.close();
        context.close();
    }

    @BeforeEach
    void mend() throws Exception {
        branches.openSouth(false);
        checks.fail(0);
        browser.look(1280, false);
    }

    @Test
    void shouldNameTheSplitForWhichNoWindowEnds() throws Exception {
        open("");
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
        open("/dead-letters");
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
        signIn("eve");
        open("/dead-letters");
        browser.await("document.querySelectorAll('[data-letters] tbody tr').length == 1");
        assertThat(browser.evaluate("[...document.querySelectorAll('[data-act], [data-letters] input')]"
                        + ".every(button => button.disabled)"))
                .isEqualTo("true");
        assertThat(browser.evaluate("document.querySelector('[data-act=drop-all]').title"))
                .isEqualTo("Your role VIEWER may look only; ask for OPERATOR");
        signIn("bob");
    }

    @Test
    void shouldShowWhatRecordsLookLikeToOperatorsOnly() throws Exception {
        open("");
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

        signIn("eve");
        open("");
        browser.await("document.querySelector('[data-look]').title != ''");
        assertThat(browser.evaluate("document.querySelector('[data-look]').disabled"))
                .isEqualTo("true");
        signIn("bob");
    }

    @Test
    void shouldGoBackToASavepoint() throws Exception {
        signIn("ann");
        open("/checkpoints");
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
        signIn("bob");
    }

    @Test
    void shouldShowPropertiesToAdministratorsOnly() throws Exception {
        open("/configuration");
        browser.await("!document.querySelector('[data-refused]').hidden");
        assertThat(browser.evaluate("document.querySelector('[data-refused]').innerText"))
                .isEqualTo("Properties are for administrators, and your role is OPERATOR; ask one of them.");
        assertThat(browser.evaluate("document.querySelector('[data-settings]').innerText"))
                .contains("received", "dead letter", "two-stage");

        signIn("ann");
        open("/configuration");
        browser.await("document.querySelector('[data-property=\"millrace.console.users[0].name\"]') != null");
        assertThat(
                        browser.evaluate(
                                "document.querySelector('[data-property=\"millrace.console.users[0].password\"] td').innerText"))
                .isEqualTo("******");
        browser.evaluate("(field => { field.value = 'interval 1s';"
                + " field.dispatchEvent(new Event('input', {bubbles: true})); })"
                + "(document.querySelector('[type=search]'))");
        assertThat(browser.evaluate("document.querySelectorAll('[data-properties] tbody tr').length"))
                .isEqualTo("1");
        signIn("bob");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/dead-letters", "/checkpoints", "/configuration"})
    void shouldKeepNobodyOut(String page) throws Exception {
        checks.fail(2);
        for (int width : new int[] {1280, 390}) {
            for (boolean isDark : new boolean[] {false, true}) {
                browser.look(width, isDark);
                open(page);
                browser.await("document.querySelector('[data-signal]')?.dataset.signal != 'connecting'");
                browser.await(
                        page.isEmpty()
                                ? "document.querySelector('[data-silence-line]').dataset.reason == 'WATERMARK_HELD'"
                                : "document.querySelector('main').dataset.updates > 0");
                String where = page + ", width " + width + (isDark ? ", dark" : ", light");
                assertThat(faultsOfPage()).as(where).isEqualTo("[]");
                assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                        .as(where + " does not scroll sideways")
                        .isEqualTo("true");
            }
        }
    }

    /** What axe finds: rules of WCAG 2.2 AA that are broken, with the places. */
    private static String faultsOfPage() throws Exception {
        browser.evaluateLater(axe + ";1");
        return browser.evaluateLater("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',"
                + " 'best-practice']}).then(found => JSON.stringify(found.violations.map(rule => rule.id + ': '"
                + " + rule.nodes.map(node => node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? '')).slice(0, 3)"
                + ".join(' | '))))");
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

    private static void open(String page) throws Exception {
        browser.open("about:blank");
        browser.await("location.href == 'about:blank'");
        browser.open(console + TOPOLOGY + page);
        browser.await("document.querySelector('main') != null && document.readyState == 'complete'");
    }

    private static void signIn(String user) throws Exception {
        browser.open(console + "/login");
        browser.await("document.querySelector('[name=username]') != null && document.readyState == 'complete'");
        browser.evaluate("(document.querySelector('[name=username]').value = '" + user
                + "', document.querySelector('[name=password]').value = 'secret',"
                + " document.querySelector('.login form').requestSubmit())");
        browser.await("location.pathname != '/login' && document.querySelector('main') != null");
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
