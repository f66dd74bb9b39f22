package io.millrace.worker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.worker.exchange.Batch;
import io.millrace.worker.exchange.Inlet;
import io.millrace.worker.exchange.Outlet;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A producer, a consumer and two I/O threads at once, and somebody who closes while they work. */
@Timeout(60)
class WireThreadsTest {

    private static final int RECORDS = 200_000;

    private final WirePair pair = new WirePair(WireSettings.DEFAULTS.withMemory(1 << 20, 16 << 10));
    private final BlockingQueue<ByteBuf> forth = new LinkedBlockingQueue<>();
    private final BlockingQueue<ByteBuf> back = new LinkedBlockingQueue<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Connection dialled = pair.wire1.dial(2, pipe(forth));
    private final Connection accepted = pair.wire2.accept(pipe(back));
    private final Attempt sending = pair.wire1.open(WirePair.spec(1));
    private final Attempt receiving = pair.wire2.open(WirePair.spec(1));
    private final Outlet outlet = WirePair.outlet(sending, WirePair.address(1, 0));
    private final Inlet inlet = WirePair.inlet(receiving, WirePair.address(1, 0));
    private volatile boolean isClosing;

    @Test
    void shouldPassEveryRecordOnceBetweenThreads() throws Exception {
        Thread[] ioThreads = {start(() -> move(forth, accepted)), start(() -> move(back, dialled))};
        Thread producer = start(this::produce);
        Thread consumer = start(() -> assertThat(consume()).isEqualTo(RECORDS));
        producer.join();
        consumer.join();
        end(ioThreads);
    }

    @Test
    void shouldReleaseEverythingWhenClosedInTheMidst() throws Exception {
        Thread[] ioThreads = {start(() -> move(forth, accepted)), start(() -> move(back, dialled))};
        Thread producer = start(this::produce);
        Thread consumer = start(this::consume);
        while (receiving.counts().get(0).frames() < 20) {
            Thread.onSpinWait();
        }
        receiving.close();
        sending.close();
        isClosing = true;
        producer.join();
        consumer.join();
        end(ioThreads);
    }

    private void end(Thread... ioThreads) throws InterruptedException {
        stopped.countDown();
        for (Thread thread : ioThreads) {
            thread.join();
        }
        dialled.onClosed("end");
        accepted.onClosed("end");
        forth.forEach(ByteBuf::release);
        back.forEach(ByteBuf::release);
        forth.clear();
        back.clear();
        assertThat(failure.get()).isNull();
        pair.close();
    }

    private void produce() {
        int next = 0;
        while (next < RECORDS && !isClosing) {
            Batch batch = outlet.obtain();
            for (int i = 0; i < 100; i++) {
                batch.add(String.valueOf(next), next);
                next++;
            }
            while (!outlet.offer(batch) && !isClosing) {
                Thread.onSpinWait();
            }
        }
    }

    private int consume() {
        int expected = 0;
        while (expected < RECORDS && !isClosing) {
            Batch batch = inlet.poll();
            if (batch == null) {
                Thread.onSpinWait();
                continue;
            }
            for (int i = 0; i < batch.size(); i++) {
                assertThat(batch.timestamp(i)).isEqualTo(expected);
                expected++;
            }
            inlet.release(batch);
        }
        return expected;
    }

    private void move(BlockingQueue<ByteBuf> from, Connection to) throws InterruptedException {
        while (stopped.getCount() > 0) {
            ByteBuf bytes = from.poll(1, TimeUnit.MILLISECONDS);
            if (bytes != null) {
                to.onBytes(bytes);
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private Thread start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
                isClosing = true;
            }
        });
        thread.start();
        return thread;
    }

    private static Pipe pipe(BlockingQueue<ByteBuf> sent) {
        return new Pipe() {
            @Override
            public void send(ByteBuf bytes) {
                sent.add(bytes);
            }

            @Override
            public void close() {}
        };
    }
}
