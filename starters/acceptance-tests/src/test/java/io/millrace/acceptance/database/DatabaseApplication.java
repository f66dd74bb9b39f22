package io.millrace.acceptance.database;

import io.millrace.annotation.Operator;
import io.millrace.annotation.Sink;
import io.millrace.annotation.Source;
import io.millrace.annotation.Topology;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A stream of which one branch asks a slow database for each record, and the other does not. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(DatabaseApplication.Orders.class)
public class DatabaseApplication {

    /** How many orders there are: at 50 ms each, the database needs ten seconds for them. */
    public static final int ORDERS = 200;

    /** The stream. */
    @Component
    @Topology("orders")
    public static class Orders {

        private final JdbcClient database;
        private final AtomicInteger enriched = new AtomicInteger();

        Orders(JdbcClient database) {
            this.database = database;
            database.sql("CREATE ALIAS IF NOT EXISTS PAUSE FOR 'java.lang.Thread.sleep(long)'")
                    .update();
        }

        @Source
        List<Integer> orders() {
            return IntStream.range(0, ORDERS).boxed().toList();
        }

        @Operator(input = "orders", parallelism = "1")
        String enrich(Integer order) {
            database.sql("CALL PAUSE(50)").query().rowSet();
            return "order " + order;
        }

        @Sink(input = "enrich")
        void keep(String order) {
            enriched.incrementAndGet();
        }

        @Operator(input = "orders", blocking = false)
        Integer price(Integer order) {
            return order * 2;
        }

        @Sink(input = "price", blocking = false)
        void sell(Integer price) {}

        /** How many orders the database has been asked for. */
        public int enriched() {
            return enriched.get();
        }
    }
}
