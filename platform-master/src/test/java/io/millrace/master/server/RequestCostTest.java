package io.millrace.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.millrace.control.Console;
import io.millrace.master.live.LiveTasks;
import io.millrace.master.live.LiveTopologies;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/** What a console takes from the process that it is in, in memory. Found by {@code ./millrace bench rest}. */
@Timeout(60)
class RequestCostTest {

    private static final String LIST = "/api/v1/applications";
    private static final int REQUESTS = 300;

    private static Console console;
    private static Browser eve;

    @BeforeAll
    static void start() throws Exception {
        console = TestConsoles.withUsers();
        eve = new Browser(console.link()).signedIn("eve", "secret");
        ask(REQUESTS);
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void shouldNotPutIntoWordsForTheLogWhichRulesItLooksAt() throws Exception {
        long before = allocatedBytes();
        ask(REQUESTS);
        long bytesPerRequest = (allocatedBytes() - before) / REQUESTS;

        assertThat(bytesPerRequest).isPositive().isLessThan(150_000);
    }

    @Test
    void shouldTakeNoMemoryBesideTheHeapForARequest() throws Exception {
        long before = directBuffers();
        ask(REQUESTS);

        // Collected ones do not count any more, so there may be fewer than before.
        assertThat(directBuffers() - before).isLessThan(REQUESTS / 3);
    }

    @Test
    void shouldPutATopologyIntoBytesOnceForAllListeners() {
        FakeApplication application = new FakeApplication();
        Clock clock = Clock.systemUTC();
        try (LiveTopologies live = new LiveTopologies(
                application,
                new LiveTasks(application, clock),
                JsonMapper.builder().build(),
                clock)) {
            List<List<byte[]>> events = Flux.zip(live.live("word-count"), live.live("word-count"))
                    .take(2)
                    .map(both -> List.of(both.getT1(), both.getT2()))
                    .collectList()
                    .block(Duration.ofSeconds(20));

            assertThat(events)
                    .hasSize(2)
                    .allSatisfy(both -> assertThat(both.get(0)).isSameAs(both.get(1)));
        }
    }

    private static void ask(int requests) throws Exception {
        for (int i = 0; i < requests; i++) {
            assertThat(eve.get(LIST).statusCode()).isEqualTo(200);
        }
    }

    /** By all threads of the console that live. */
    private static long allocatedBytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith("millrace-console"))
                .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.getThreadId()))
                .sum();
    }

    private static long directBuffers() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getCount)
                .sum();
    }
}
