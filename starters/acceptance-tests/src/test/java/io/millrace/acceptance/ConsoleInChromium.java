package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.process.FreePorts;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The application {@code shop}, which has a topology {@code orders}, and its console in Chromium. The operator bob is signed
 * in; there are a viewer, eve, and an administrator, ann, too.
 *
 * <p><b>Thread.</b> That of the test.
 */
final class ConsoleInChromium implements AutoCloseable {

    private static final String TOPOLOGY = "/applications/shop/topologies/orders";
    private static final String RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";
    private static final int DESKTOP = 1280;
    private static final int PHONE = 390;

    private final ConfigurableApplicationContext context;
    private final String address;
    private final Chromium browser;
    private final String axe;

    private ConsoleInChromium(ConfigurableApplicationContext context, String address, Chromium browser, String axe) {
        this.context = context;
        this.address = address;
        this.browser = browser;
        this.axe = axe;
    }

    /** Starts both, and signs bob in. */
    static ConsoleInChromium start(Class<?> application, Path folder, String... properties) throws Exception {
        int port = FreePorts.choose(1).get(0);
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.application.name=shop",
                "--millrace.autostart=true",
                "--millrace.console.enabled=true",
                "--millrace.console.port=" + port,
                "--millrace.data-dir=" + folder.resolve("data")));
        addUsers(arguments, List.of("bob", "eve", "ann"), List.of("operator", "viewer", "admin"));
        arguments.addAll(List.of(properties));
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(application).run(arguments.toArray(String[]::new));
        try (InputStream script = ConsoleInChromium.class.getResourceAsStream("/axe.min.js")) {
            String axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            Chromium browser = Chromium.start(folder.resolve("profile"));
            ConsoleInChromium console = new ConsoleInChromium(context, "http://127.0.0.1:" + port, browser, axe);
            console.signIn("bob");
            return console;
        }
    }

    private static void addUsers(List<String> arguments, List<String> names, List<String> roles) {
        for (int i = 0; i < names.size(); i++) {
            String user = "--millrace.console.users[" + i + "].";
            arguments.add(user + "name=" + names.get(i));
            arguments.add(user + "password={noop}secret");
            arguments.add(user + "role=" + roles.get(i));
        }
    }

    Chromium browser() {
        return browser;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Begins anew for a test: on a desktop, in light colours. */
    void reset() throws Exception {
        browser.look(DESKTOP, false);
    }

    void signIn(String user) throws Exception {
        browser.open(address + "/login");
        browser.await("document.querySelector('[name=username]') != null && document.readyState == 'complete'");
        browser.evaluate("(document.querySelector('[name=username]').value = '" + user
                + "', document.querySelector('[name=password]').value = 'secret',"
                + " document.querySelector('.login form').requestSubmit())");
        browser.await("location.pathname != '/login' && document.querySelector('main') != null");
    }

    /** Opens a page of the topology. */
    void open(String page) throws Exception {
        browser.open("about:blank");
        browser.await("location.href == 'about:blank'");
        browser.open(address + TOPOLOGY + page);
        browser.await("document.querySelector('main') != null && document.readyState == 'complete'");
    }

    void search(String words) throws Exception {
        browser.evaluate("(field => { field.value = '" + words + "';"
                + " field.dispatchEvent(new Event('input', {bubbles: true})); })"
                + "(document.querySelector('[type=search]'))");
    }

    /**
     * Makes sure that a page keeps nobody out: on a desktop and on a phone, light and dark.
     *
     * @param isThere what holds in the page when everything is there that is to be looked at
     */
    void requireOpenToAll(String page, String isThere) throws Exception {
        for (int width : new int[] {DESKTOP, PHONE}) {
            for (boolean isDark : new boolean[] {false, true}) {
                browser.look(width, isDark);
                open(page);
                browser.await(isThere);
                String where = page + ", width " + width + (isDark ? ", dark" : ", light");
                assertThat(faultsOfPage()).as(where).isEqualTo("[]");
                assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                        .as(where + " does not scroll sideways")
                        .isEqualTo("true");
            }
        }
    }

    /** What axe finds: rules of WCAG 2.2 AA that are broken, with the places. */
    private String faultsOfPage() throws Exception {
        browser.evaluateLater(axe + ";1");
        return browser.evaluateLater("axe.run({runOnly: " + RULES
                + "}).then(found => JSON.stringify(found.violations.map(rule => rule.id + ': '"
                + " + rule.nodes.map(node => node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? '')).slice(0, 3)"
                + ".join(' | '))))");
    }

    @Override
    public void close() {
        browser.close();
        context.close();
    }
}
