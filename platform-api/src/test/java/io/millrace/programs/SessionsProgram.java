package io.millrace.programs;

import io.millrace.aggregate.CombinableAggregate;
import io.millrace.function.SinkFunction;
import io.millrace.source.Source;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Topology;
import io.millrace.window.WindowResult;
import io.millrace.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

/** Tells which pages each user saw in a visit; a visit ends after thirty minutes without a click. */
final class SessionsProgram {

    private SessionsProgram() {}

    static Topology topology(Source<Click> clicks, SinkFunction<WindowResult<String, List<String>>> visits) {
        TopologyBuilder builder = TopologyBuilder.named("visits");
        builder.source("clicks", clicks, WatermarkStrategy.boundedDisorder(Duration.ofSeconds(5), Click::atMillis))
                .keyBy(Click::user)
                .window(WindowSpec.session(Duration.ofMinutes(30)).allowedLateness(Duration.ofMinutes(5)))
                .aggregate("visit", new DistinctPages())
                .sink("visits", visits);
        return builder.build();
    }

    record Click(String user, String page, long atMillis) {}

    /** An aggregate of the user's own. Its type arguments tell the types of accumulator and result. */
    static final class DistinctPages implements CombinableAggregate<Click, TreeSet<String>, List<String>> {

        @Override
        public TreeSet<String> create() {
            return new TreeSet<>();
        }

        @Override
        public TreeSet<String> add(TreeSet<String> pages, Click click) {
            pages.add(click.page());
            return pages;
        }

        @Override
        public TreeSet<String> combine(TreeSet<String> into, TreeSet<String> other) {
            into.addAll(other);
            return into;
        }

        @Override
        public List<String> finish(TreeSet<String> pages) {
            return List.copyOf(pages);
        }
    }
}
