package io.millrace.benchmark.micro;

import io.millrace.worker.exchange.Batch;
import io.millrace.worker.exchange.Channel;
import io.millrace.worker.exchange.ExchangeSettings;
import io.millrace.worker.exchange.Waker;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.infra.Control;

/** Records through a channel from one thread to another, batch by batch; an operation is a record. */
@State(Scope.Group)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ChannelBenchmark {

    private static final int BATCH_SIZE = 256;
    private static final int CHANNEL_BATCHES = 8;
    private static final ExchangeSettings SETTINGS = new ExchangeSettings(BATCH_SIZE, CHANNEL_BATCHES, Long.MAX_VALUE);

    private final Channel channel = new Channel(SETTINGS, false, Waker.NONE, Waker.NONE);
    private final Object value = new Object();

    /** Fills a batch and hands it over. */
    @Benchmark
    @Group("channel")
    @OperationsPerInvocation(BATCH_SIZE)
    public void produce(Control control) {
        Batch batch = channel.obtain();
        for (int i = 0; i < BATCH_SIZE; i++) {
            batch.add(value, i);
        }
        while (!channel.offer(batch) && !control.stopMeasurement) {
            Thread.onSpinWait();
        }
    }

    /** Takes a batch and gives it back. */
    @Benchmark
    @Group("channel")
    @OperationsPerInvocation(BATCH_SIZE)
    public void consume(Control control, Blackhole blackhole) {
        Batch batch = channel.poll();
        while (batch == null && !control.stopMeasurement) {
            Thread.onSpinWait();
            batch = channel.poll();
        }
        if (batch != null) {
            for (int i = 0; i < batch.size(); i++) {
                blackhole.consume(batch.value(i));
            }
            channel.release(batch);
        }
    }
}
