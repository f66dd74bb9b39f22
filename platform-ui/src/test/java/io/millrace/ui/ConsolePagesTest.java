package io.millrace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.ApplicationControl;
import io.millrace.control.ClusterView;
import io.millrace.control.TopologyView;
import io.millrace.status.TopologyState;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.security.web.server.csrf.DefaultCsrfToken;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;

class ConsolePagesTest {

    private static final String HOSTILE = "<script>alert('x')</script>";
    private static final Pattern ASSET = Pattern.compile("/assets/[0-9a-f]{16}/([\\w./]+)");

    private final List<AnnotationConfigApplicationContext> contexts = new ArrayList<>();

    @AfterEach
    void closeContexts() {
        contexts.forEach(AnnotationConfigApplicationContext::close);
    }

    @Test
    void shouldLeadToTheTopologyWhereThereIsJustOne() {
        WebTestClient client = client("My shop/1", FixedApplication.topology("orders", TopologyState.RUNNING));

        client.get()
                .uri("/")
                .exchange()
                .expectStatus()
                .is3xxRedirection()
                .expectHeader()
                .location("/applications/My%20shop%2F1/topologies/orders");
    }

    @ParameterizedTest
    @EnumSource(TopologyState.class)
    void shouldListTopologiesWithTheirStates(TopologyState state) {
        WebTestClient client = client(
                "shop", FixedApplication.topology("orders", state), FixedApplication.topology("payments", state));

        String page = get(client, "/", 200);

        assertThat(page)
                .contains("data-topology=\"orders\"", "data-topology=\"payments\"")
                .contains("href=\"/applications/shop/topologies/payments\"")
                .contains("data-state=\"" + state + "\"")
                .doesNotContain("No topology yet");
    }

    @Test
    void shouldSayWhatToDoWithoutTopologies() {
        assertThat(get(client("shop"), "/", 200)).contains("This application defines no topology");
    }

    @Test
    void shouldGiveThePageOfATopologyItsNames() {
        WebTestClient client = client("shop", FixedApplication.topology("orders", TopologyState.RUNNING));

        assertThat(get(client, "/applications/shop/topologies/orders", 200))
                .contains("<title>orders · Millrace</title>")
                .contains("data-application=\"shop\" data-topology=\"orders\"")
                .doesNotContain("th:");
    }

    @Test
    void shouldListTasksBeforeAnyScriptHasRun() {
        WebTestClient client = client("shop", FixedApplication.topology("orders", TopologyState.RUNNING));

        assertThat(get(client, "/applications/shop/topologies/orders/tasks", 200))
                .contains("<title>Tasks of orders · Millrace</title>")
                .contains("data-task=\"parse → store#1\"", "parse → store", "12,345", "75 %", ">2<")
                .contains("href=\"/applications/shop/topologies/orders\"", "aria-current=\"page\"")
                .containsPattern("data-empty hidden=\"hidden\"")
                .doesNotContain("th:");
    }

    @Test
    void shouldLeadFromEachChartToItsFigures() {
        WebTestClient client = client("My shop", FixedApplication.topology("orders", TopologyState.RUNNING));

        String page = get(client, "/applications/My shop/topologies/orders/metrics", 200);

        assertThat(page)
                .contains("<title>Metrics of orders · Millrace</title>", "uPlot.min.css")
                .doesNotContain("th:");
        assertThat(Chart.ALL)
                .allSatisfy(chart -> assertThat(page)
                        .contains("id=\"" + chart.id() + "\"", "href=\"#" + chart.id() + "\"")
                        .contains("href=\"/api/v1/applications/My%20shop/topologies/orders" + chart.json() + "\""));
    }

    @Test
    void shouldListEventsTheNewestFirst() {
        WebTestClient client = client("shop", FixedApplication.topology("orders", TopologyState.RUNNING));

        String page = get(client, "/applications/shop/topologies/orders/events", 200);

        assertThat(page)
                .contains(
                        "<title>Events of orders · Millrace</title>",
                        "3 events",
                        "&lt;script&gt;",
                        "orders / parse / 2")
                .containsSubsequence("Member 2 has come", "Topology has failed", "Topology runs")
                .doesNotContain("Payments run", "<script>alert", "th:");
    }

    @ParameterizedTest
    @CsvSource({
        "of=all,4 events,Payments run",
        "severity=ERROR,1 event<,Topology has failed",
        "kind=MEMBER_JOINED,1 event<,Member 2 has come",
        "text=TOPOLOGY%20R,1 event<,Topology runs",
        "severity=nonsense&kind=nonsense,3 events,Topology runs",
        "text=nowhere,0 events,Nothing that fits",
        "text=%22%3E%3Cscript%3Ealert,0 events,&quot;&gt;&lt;script"
    })
    void shouldFilterEventsWithoutAnyScript(String query, String count, String words) {
        WebTestClient client = client("shop", FixedApplication.topology("orders", TopologyState.RUNNING));

        String page = client.get()
                .uri(URI.create("/applications/shop/topologies/orders/events?" + query))
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(page).contains(count, words).doesNotContain("<script>alert");
    }

    @Test
    void shouldLeadToDeadLettersInRestWithoutAnyScript() {
        WebTestClient client = client("My shop", FixedApplication.topology("orders", TopologyState.RUNNING));

        assertThat(get(client, "/applications/My shop/topologies/orders/dead-letters", 200))
                .contains("<title>Dead letters of orders · Millrace</title>", "aria-current=\"page\">Dead letters")
                .contains("href=\"/api/v1/applications/My%20shop/topologies/orders/dead-letters\"")
                .doesNotContain("th:");
        get(client, "/applications/My shop/topologies/others/dead-letters", 404);
    }

    @Test
    void shouldLeadToTheConfigurationInRestWithoutAnyScript() {
        WebTestClient client = client("shop", FixedApplication.topology("orders", TopologyState.RUNNING));

        assertThat(get(client, "/applications/shop/topologies/orders/configuration", 200))
                .contains("<title>Configuration of orders · Millrace</title>")
                .contains("href=\"/api/v1/applications/shop/topologies/orders\"", "href=\"/api/v1/configuration\"")
                .doesNotContain("th:");
    }

    @Test
    void shouldLeadToCheckpointsInRestWithoutAnyScript() {
        WebTestClient client = client("shop", FixedApplication.topology("orders", TopologyState.RUNNING));

        assertThat(get(client, "/applications/shop/topologies/orders/checkpoints", 200))
                .contains("<title>Checkpoints of orders · Millrace</title>")
                .contains("href=\"/api/v1/applications/shop/topologies/orders/checkpoints\"")
                .doesNotContain("th:");
    }

    @Test
    void shouldSayThatNoTaskRuns() {
        WebTestClient client = client("shop", FixedApplication.topology("orders", TopologyState.STOPPED));

        assertThat(get(client, "/applications/shop/topologies/orders/tasks", 200))
                .contains("No task runs")
                .doesNotContain("data-empty hidden");
    }

    @Test
    void shouldShowTheMembersOfACluster() {
        ClusterView.Member self = new ClusterView.Member(
                3, "one.example:7480", "one.example", 7480, List.of("MASTER", "WORKER"), 2, "1.0", true);
        ClusterView.Member other =
                new ClusterView.Member(5, HOSTILE, "two.example", 7481, List.of("WORKER"), 4, "1.1", false);
        WebTestClient client = client(
                new FixedApplication("shop", List.of(), Optional.of(new ClusterView(3, 5, 17, List.of(self, other)))));

        assertThat(get(client, "/cluster", 200))
                .contains("Member 5 leads, in epoch 17", "data-member=\"3\"", "data-member=\"5\"")
                .contains("one.example:7480", "two.example:7481", "master, worker", "1.0", "1.1")
                .contains("this member", "not connected", "&lt;script&gt;")
                .doesNotContain("<script>alert", "th:", "No cluster");
        assertThat(get(client, "/", 200)).contains("href=\"/cluster\"");
    }

    @Test
    void shouldSayThatNobodyIsKnownToLead() {
        WebTestClient client =
                client(new FixedApplication("shop", List.of(), Optional.of(new ClusterView(3, null, 0, List.of()))));

        assertThat(get(client, "/cluster", 200)).contains("Nobody is known to lead at the moment");
    }

    @Test
    void shouldSayWhatToDoWithoutACluster() {
        assertThat(get(client("shop"), "/cluster", 200))
                .contains("runs in one process", "millrace.zookeeper.connect-string");
        assertThat(get(client("shop"), "/", 200)).doesNotContain("href=\"/cluster\"");
    }

    @Test
    void shouldNotLetNamesBecomeMarkup() {
        TopologyView topology = FixedApplication.topology(HOSTILE, TopologyState.RUNNING);
        WebTestClient client = client(HOSTILE, topology, topology);
        String address = client.get()
                .uri("/")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(address).contains("&lt;script&gt;").doesNotContain("<script>alert");
        assertThat(get(client, "/login", 200)).contains("&lt;script&gt;").doesNotContain("<script>alert");
        assertThat(get(client, "/nowhere", 404)).contains("&lt;script&gt;").doesNotContain("<script>alert");
    }

    @Test
    void shouldNotLetTheNameOfATopologyBecomeMarkup() {
        String hostile = "<b>'\"&";
        WebTestClient client = client("shop", FixedApplication.topology(hostile, TopologyState.RUNNING));

        String page = client.get()
                .uri(builder ->
                        builder.path("/applications/shop/topologies/{name}").build(hostile))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(page).contains("&lt;b&gt;&#39;&quot;&amp;").doesNotContain("<b>'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nowhere",
                "/applications/shop/topologies/other",
                "/applications/other/topologies/orders",
                "/applications/shop/topologies/other/tasks",
                "/applications/shop/topologies/other/metrics",
                "/applications/shop/topologies/other/events",
                "/applications/shop/topologies/orders/"
            })
    void shouldAnswerAnUnknownPageWithAFriendlyOne(String path) {
        WebTestClient client = client("shop", FixedApplication.topology("orders", TopologyState.RUNNING));

        assertThat(get(client, path, 404)).contains("There is no such page", "Go to the overview");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nowhere", "/assets/nowhere.js", "/assets/0000000000000000/console.css"})
    void shouldLeaveRestAndAssetsTheirOwnAnswers(String path) {
        String body = client("shop")
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(body == null ? "" : body).doesNotContain("There is no such page");
    }

    @ParameterizedTest
    @CsvSource({
        "error,User or password is wrong",
        "expired,This link was used",
        "logout,You are signed out",
        "failed,did not succeed",
        "norole,nothing gives you a role",
        "unavailable,does not answer at the moment"
    })
    void shouldSayWhyTheLoginIsShown(String parameter, String words) {
        assertThat(get(client("shop"), "/login?" + parameter, 200)).contains(words);
        assertThat(get(client("shop"), "/login", 200)).doesNotContain(words);
    }

    @Test
    void shouldSendTheCsrfTokenWithEveryForm() {
        WebTestClient client = client(
                "shop",
                FixedApplication.topology("orders", TopologyState.RUNNING),
                FixedApplication.topology("payments", TopologyState.RUNNING));

        for (String path : List.of("/", "/login", "/applications/shop/topologies/orders")) {
            assertThat(get(client, path, 200)).contains("name=\"_csrf\" value=\"token-of-the-test\"");
        }
    }

    @Test
    void shouldServeEveryAssetThatAPageNamesForGood() {
        WebTestClient client = client("shop", FixedApplication.topology("orders", TopologyState.RUNNING));
        List<String> assets = ASSET.matcher(get(client, "/applications/shop/topologies/orders", 200))
                .results()
                .map(match -> match.group())
                .toList();

        assertThat(assets).anyMatch(asset -> asset.endsWith("dagre.min.js")).hasSizeGreaterThan(4);
        for (String asset : assets) {
            client.get()
                    .uri(asset)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .valueEquals(HttpHeaders.CACHE_CONTROL, "max-age=31536000, public, immutable");
        }
    }

    @Test
    void shouldServeModulesAsJavaScript() {
        client("shop")
                .get()
                .uri(ConsoleAssets.load().path() + "/js/topology.js")
                .exchange()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.parseMediaType("text/javascript"));
    }

    private static String get(WebTestClient client, String path, int status) {
        String body = client.get()
                .uri(path)
                .accept(MediaType.TEXT_HTML)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.TEXT_HTML)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(body).isNotNull();
        return body;
    }

    private WebTestClient client(String application, TopologyView... topologies) {
        return client(new FixedApplication(application, Arrays.asList(topologies), Optional.empty()));
    }

    private WebTestClient client(FixedApplication application) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(ApplicationControl.class, () -> application);
        context.registerBean("csrf", WebFilter.class, () -> (exchange, chain) -> {
            CsrfToken token = new DefaultCsrfToken("X-CSRF-TOKEN", "_csrf", "token-of-the-test");
            exchange.getAttributes().put(CsrfToken.class.getName(), Mono.just(token));
            return chain.filter(exchange);
        });
        context.register(WebContext.class, ConsolePages.class);
        context.refresh();
        contexts.add(context);
        return WebTestClient.bindToApplicationContext(context).build();
    }

    @EnableWebFlux
    static class WebContext {}
}
