package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.database.DatabaseApplication;
import io.millrace.acceptance.database.DatabaseApplication.Orders;
import io.millrace.gateway.StreamGateway;
import io.millrace.status.OperatorStatus;
import io.millrace.time.EventTime;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A step that asks a database that takes 50 ms for each record, beside steps that have better things to do. */
@Timeout(60)
class SlowDatabaseIT {

    @TempDir
    private Path data;

    @Test
    void shouldNotDelayTheWatermarkOfItsNeighbours() {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(DatabaseApplication.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--millrace.worker.threads=1",
                        "--millrace.console.enabled=false",
                        "--millrace.autostart=true",
                        "--millrace.data-dir=" + data)) {
            StreamGateway gateway = context.getBean(StreamGateway.class);
            Orders orders = context.getBean(Orders.class);

            while (sell(gateway).watermarkMillis() != EventTime.END) {
                assertThat(orders.enriched())
                        .as(
                                "the database has been asked for all orders, and the branch beside it is not through: %s",
                                gateway.status("orders"))
                        .isLessThan(DatabaseApplication.ORDERS);
                Thread.onSpinWait();
            }

            assertThat(sell(gateway).recordsIn()).isEqualTo(DatabaseApplication.ORDERS);
            assertThat(gateway.status("orders").slow()).isEmpty();
        }
    }

    private static OperatorStatus sell(StreamGateway gateway) {
        return gateway.status("orders").operator("sell");
    }
}
