package io.millrace.test.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import io.millrace.control.ApplicationControl;
import io.millrace.status.TopologyState;
import io.millrace.test.MillraceTest;
import io.millrace.test.MillraceTestDriver;
import io.millrace.window.WindowResult;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@MillraceTest(properties = "shop.large=5")
class OrderStreamTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Autowired
    private MillraceTestDriver stream;

    @MockitoBean
    private Prices prices;

    @Test
    void shouldSumUpWhatIsSoldInAMinute() {
        stream.send("orders", new Order("tea", 2, NOON));
        stream.send("orders", new Order("cup", 1, NOON.plusSeconds(10)));
        stream.send("orders", new Order("tea", 3, NOON.plusSeconds(59)));
        stream.expect("sold").nothing();

        stream.advanceWatermark(NOON.plusSeconds(60));

        stream.expect("sold", (WindowResult<String, Long> sold) -> sold.key() + " " + sold.value())
                .inAnyOrder("tea 5", "cup 1");
    }

    @Test
    void shouldAskForThePricesOfLargeOrdersOnly() {
        when(prices.of("tea")).thenReturn(7);

        stream.send("orders", new Order("tea", 5, NOON));
        stream.send("orders", new Order("tea", 4, NOON));

        stream.expect("revenueOfLarge").values(35);
    }

    @Test
    void shouldBeginAnewWithEachTest() {
        stream.end();

        stream.expect("sold").nothing();
    }

    @Test
    void shouldHoldNothingElseOfTheApplication(@Autowired ApplicationContext context) {
        assertThat(context.getBeansOfType(Unrelated.class)).isEmpty();
        assertThat(context.getBean(ApplicationControl.class)
                        .topology("orders")
                        .status()
                        .state())
                .isEqualTo(TopologyState.STOPPED);
        assertThat(context.getEnvironment().getProperty("millrace.console.enabled"))
                .isEqualTo("false");
    }
}
