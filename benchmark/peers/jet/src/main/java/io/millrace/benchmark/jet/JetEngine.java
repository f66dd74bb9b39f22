package io.millrace.benchmark.jet;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.config.EdgeConfig;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.pipeline.Pipeline;
import io.millrace.benchmark.jet.nexmark.JetNexmark;
import io.millrace.benchmark.protocol.Engine;
import io.millrace.benchmark.protocol.RunBooks;
import io.millrace.benchmark.protocol.RunSpec;
import io.millrace.benchmark.workload.Tally;

/** A member of its own, alone, that lives from run to run. */
final class JetEngine implements Engine {

    /** Four times the default: more work between two looks at other processors. */
    private static final int QUEUE_SIZE = 4_096;

    private final HazelcastInstance member;

    private JetEngine(HazelcastInstance member) {
        this.member = member;
    }

    /** Starts the member, with a cooperative thread for each task of a step, up to the number of cores. */
    static JetEngine start(int parallelism) {
        Config config = new Config();
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getJetConfig()
                .setEnabled(true)
                .setCooperativeThreadCount(
                        Math.min(parallelism, Runtime.getRuntime().availableProcessors()))
                .setDefaultEdgeConfig(new EdgeConfig().setQueueSize(QUEUE_SIZE));
        return new JetEngine(Hazelcast.newHazelcastInstance(config));
    }

    @Override
    public String name() {
        return "jet";
    }

    @Override
    public Tally run(RunSpec spec) {
        Pipeline pipeline = switch (spec.workload()) {
            case PASS -> PassJob.pipeline(spec, true);
            case PASS_FUSED -> PassJob.pipeline(spec, false);
            case WORD_COUNT -> WordCountJob.pipeline(spec);
            case FIRMS -> FirmsJob.pipeline(spec);
            case NEXMARK_Q0,
                    NEXMARK_Q1,
                    NEXMARK_Q2,
                    NEXMARK_Q3,
                    NEXMARK_Q4,
                    NEXMARK_Q5,
                    NEXMARK_Q7,
                    NEXMARK_Q8,
                    NEXMARK_Q11 -> JetNexmark.pipeline(spec);
        };
        member.getJet().newJob(pipeline, new JobConfig()).join();
        return RunBooks.tally();
    }

    @Override
    public void close() {
        member.shutdown();
    }
}
