package io.millrace.test.shop;

import io.millrace.aggregate.Aggregate;
import io.millrace.aggregate.Aggregates;
import io.millrace.annotation.Operator;
import io.millrace.annotation.Sink;
import io.millrace.annotation.Source;
import io.millrace.annotation.Topology;
import io.millrace.annotation.Window;
import io.millrace.source.GatewaySource;
import io.millrace.source.Sources;
import io.millrace.window.WindowResult;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
@Topology("orders")
class OrderStream {

    private final ShopSettings settings;
    private final Prices prices;

    OrderStream(ShopSettings settings, Prices prices) {
        this.settings = settings;
        this.prices = prices;
    }

    @Source(timestamp = "at", disorder = "1s")
    GatewaySource<Order> orders() {
        return Sources.gateway(Order.class);
    }

    @Operator(input = "orders", key = "product", window = @Window(tumbling = "1m"))
    Aggregate<Order, ?, Long> sold() {
        return Aggregates.sum(Order::count);
    }

    @Operator(input = "orders")
    Optional<Integer> revenueOfLarge(Order order) {
        return order.count() < settings.large()
                ? Optional.empty()
                : Optional.of(order.count() * prices.of(order.product()));
    }

    @Sink(input = "sold")
    void report(WindowResult<String, Long> sold) {
        throw new IllegalStateException("no report in tests");
    }

    @Sink(input = "revenueOfLarge")
    void book(Integer revenue) {
        throw new IllegalStateException("no books in tests");
    }
}
