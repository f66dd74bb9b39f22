package io.millrace.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.control.Console;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Metrics over time, and what members know of themselves. */
@Timeout(60)
class MetricsTest {

    private static final String METRICS = "/api/v1/applications/demo/topologies/word-count/metrics";

    private static Console console;
    private static Browser operator;

    @BeforeAll
    static void start() throws Exception {
        console = TestConsoles.start(TestConsoles.users(), new FakeApplication());
        operator = new Browser(console.link()).signedIn("bob", "secret");
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void shouldListWhatCanBeAskedFor() throws Exception {
        JsonNode metrics = read(operator.get(METRICS)).at("/metrics");

        assertThat(metrics.valueStream().map(metric -> metric.at("/name").asString()))
                .contains("records-in", "busy", "waiting-for-credit", "watermark-lag", "processing-time", "latency");
    }

    @Test
    void shouldTellTheLastQuarterOfAnHourUnlessAskedOtherwise() throws Exception {
        JsonNode told = read(operator.get(METRICS + "/records-in"));

        assertThat(told.at("/metric/unit").asString()).isEqualTo("records/s");
        assertThat(told.at("/series/0/operator").asString()).isEqualTo("counts");
        assertThat(told.at("/series/0/task").isNull()).isTrue();
        assertThat(told.at("/series/0/points/1/value").asDouble()).isEqualTo(15.5);
        assertThat(told.at("/silentMembers/0").asInt()).isEqualTo(3);
        Instant begin = Instant.parse(told.at("/series/0/points/0/at").asString());
        Instant last = Instant.parse(told.at("/series/0/points/1/at").asString());
        assertThat(Duration.between(begin, last)).isEqualTo(Duration.ofSeconds(899));
    }

    @Test
    void shouldTellDistributionsOfTasksOfARange() throws Exception {
        JsonNode told = read(operator.get(METRICS
                + "/latency?by=TASK&operator=counts&from=2026-11-26T10:00:00Z&to=2026-11-26T10:05:00Z&stepSeconds=10"));

        assertThat(told.at("/series/0/task").asInt()).isEqualTo(1);
        JsonNode point = told.at("/series/0/points/0");
        assertThat(point.at("/at").asString()).isEqualTo("2026-11-26T10:00:00Z");
        assertThat(point.at("/distribution/p999").asDouble()).isEqualTo(80);
    }

    @ParameterizedTest
    @CsvSource({
        "/latencies,                                          404, There is no such metric: metric=latencies, latency",
        "/latency?operator=count,                             404, There is no such operator: operator=count, counts",
        "/latency?from=2026-11-26T10:05:00Z&to=2026-11-26T10:00:00Z, 400, Range of time is empty, from=",
        "/latency?stepSeconds=-1,                             400, Step is out of range: step=-1, 86400",
        "/latency?task=-1,                                    400, Number of a task is negative: task=-1, begin with 0",
        "/latency?from=yesterday,                             400, Parameter cannot be read: from=yesterday, 2026-11-26T20:00:00Z",
        "/latency?by=MEMBER,                                  400, Parameter cannot be read: by=MEMBER, TASK",
        "/latency?to=-1000000000-01-01T00:00:00Z,             400, Range of time cannot be told, to=",
        "/latency?to=%2B1000000000-12-31T23:59:59Z,           400, Range of time cannot be told, to=",
    })
    void shouldSayWhatIsWrongWithAQuestion(String query, int status, String detail, String more) throws Exception {
        HttpResponse<String> answer = operator.get(METRICS + query.trim());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(detail == null ? "" : detail, more);
    }

    @Test
    void shouldShowAMemberAndItsProcess() throws Exception {
        JsonNode member = read(operator.get("/api/v1/cluster/members/2"));
        assertThat(member.at("/member/name").asString()).isEqualTo("two:7480");
        assertThat(member.at("/process/pid").asInt()).isEqualTo(4711);

        JsonNode self = read(operator.get("/api/v1/cluster/members/self"));
        assertThat(self.at("/number").asInt()).isEqualTo(1);

        JsonNode away = read(operator.get("/api/v1/cluster/members/3"));
        assertThat(away.at("/member/name").asString()).isEqualTo("three:7480");
        assertThat(away.at("/process").isNull()).isTrue();
    }

    @Test
    void shouldShowTheLogOfAMember() throws Exception {
        JsonNode lines = read(operator.get("/api/v1/cluster/members/self/logs?level=ERROR"));
        assertThat(lines.at("/lines").size()).isEqualTo(1);
        assertThat(lines.at("/lines/0/message").asString()).startsWith("Failed");

        HttpResponse<String> away = operator.get("/api/v1/cluster/members/3/logs");
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "/77,              404, member=77",
        "/77/logs,         404, member=77",
        "/two,             404, There is no such member: member=two",
        "/99999999999,     404, member=99999999999",
        "/1/logs?limit=0,  400, limit=0",
        "/1/logs?limit=1001, 400, limit=1001",
        "/1/logs?level=LOUD, 400, level=LOUD",
    })
    void shouldSayWhatIsWrongWithAMember(String path, int status, String detail) throws Exception {
        HttpResponse<String> answer = operator.get("/api/v1/cluster/members" + path.trim());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(detail);
    }

    private static JsonNode read(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }
}
