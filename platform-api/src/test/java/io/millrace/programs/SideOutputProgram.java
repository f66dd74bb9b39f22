package io.millrace.programs;

import io.millrace.aggregate.Aggregates;
import io.millrace.function.Emitter;
import io.millrace.function.OutputTag;
import io.millrace.function.SinkFunction;
import io.millrace.source.Source;
import io.millrace.stream.DataStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.stream.WindowedResults;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Topology;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.time.Duration;

/** Adds up orders by shop and minute; lines that are no orders and orders that come too late go ways of their own. */
final class SideOutputProgram {

    static final OutputTag<String> REJECTED = OutputTag.of("rejected", String.class);
    static final OutputTag<Order> LATE = OutputTag.of("late", Order.class);

    private SideOutputProgram() {}

    static Topology topology(
            Source<String> lines,
            SinkFunction<WindowResult<String, Long>> totals,
            SinkFunction<String> rejected,
            SinkFunction<Order> late) {
        TopologyBuilder builder = TopologyBuilder.named("orders");
        DataStream<Order> orders = builder.source(
                        "lines", lines, WatermarkStrategy.boundedDisorder(Duration.ofSeconds(1)))
                .flatMap("parse", SideOutputProgram::parse);
        WindowedResults<String, Long> sums = orders.keyBy(Order::shop)
                .window(WindowSpec.tumbling(Duration.ofMinutes(1)))
                .lateRecordsTo(LATE)
                .aggregate("sums", Aggregates.sum(Order::cents));
        sums.sink("totals", totals);
        sums.sideOutput(LATE).sink("late-orders", late);
        orders.sideOutput(REJECTED).sink("rejected-lines", rejected);
        return builder.build();
    }

    private static void parse(String line, Emitter<Order> out) {
        String[] parts = line.split(",");
        if (parts.length == 2 && parts[1].matches("\\d{1,9}")) {
            out.emit(new Order(parts[0], Long.parseLong(parts[1])));
        } else {
            out.emit(REJECTED, line);
        }
    }

    record Order(String shop, long cents) {}
}
