package io.millrace.benchmark.flink;

import io.millrace.benchmark.flink.nexmark.FlinkNexmark;
import io.millrace.benchmark.protocol.Engine;
import io.millrace.benchmark.protocol.RunBooks;
import io.millrace.benchmark.protocol.RunSpec;
import io.millrace.benchmark.workload.Tally;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A cluster in this process, of one task manager, that lives from run to run. */
final class FlinkEngine implements Engine {

    private static final String NETWORK_MEMORY = "256m";
    private static final String NETWORK_BUFFER = "64kb";
    private static final String MANAGED_MEMORY = "16m";

    private final MiniCluster cluster;

    private FlinkEngine(MiniCluster cluster) {
        this.cluster = cluster;
    }

    /** Starts the cluster, with a slot for each task of a step. */
    static FlinkEngine start(int parallelism) {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.parse(NETWORK_MEMORY));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.parse(NETWORK_MEMORY));
        configuration.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, MemorySize.parse(NETWORK_BUFFER));
        // For RocksDB and batch jobs; nothing here uses it.
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.parse(MANAGED_MEMORY));
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism)
                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            throw new IllegalStateException("Cluster of Flink did not start: parallelism=" + parallelism, e);
        }
        return new FlinkEngine(cluster);
    }

    @Override
    public String name() {
        return "flink";
    }

    @Override
    public Tally run(RunSpec spec) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(jobSettings());
        environment.setParallelism(spec.parallelism());
        switch (spec.workload()) {
            case PASS -> PassJob.define(environment, spec, true);
            case PASS_FUSED -> PassJob.define(environment, spec, false);
            case WORD_COUNT -> WordCountJob.define(environment, spec);
            case FIRMS -> FirmsJob.define(environment, spec);
            case NEXMARK_Q0,
                    NEXMARK_Q1,
                    NEXMARK_Q2,
                    NEXMARK_Q3,
                    NEXMARK_Q4,
                    NEXMARK_Q5,
                    NEXMARK_Q7,
                    NEXMARK_Q8,
                    NEXMARK_Q11 -> FlinkNexmark.define(environment, spec);
        }
        cluster.executeJobBlocking(environment.getStreamGraph().getJobGraph());
        return RunBooks.tally();
    }

    private static Configuration jobSettings() {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        // What would fall back to Kryo fails instead.
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        // A buffer goes out when it is full, and not before.
        settings.set(ExecutionOptions.BUFFER_TIMEOUT_ENABLED, false);
        settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        return settings;
    }

    @Override
    public void close() {
        cluster.closeAsync().join();
    }
}
