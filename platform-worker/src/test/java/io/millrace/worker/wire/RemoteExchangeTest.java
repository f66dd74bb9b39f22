package io.millrace.worker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.worker.exchange.Batch;
import io.millrace.worker.exchange.ChannelAddress;
import io.millrace.worker.exchange.ExchangeContract;
import io.millrace.worker.exchange.Waker;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Channels between two wires over connections in memory, with bytes that come in pieces of several lengths. */
class RemoteExchangeTest {

    private static final WireSettings SETTINGS = WireSettings.DEFAULTS.withFrames(16, 4 << 10, 64 << 10);

    abstract static class OverMemory extends ExchangeContract {

        private static final int MANY = 20_000;

        private final WirePair pair;
        private final int pieceBytes;
        private final Line line;
        private final Attempt sending;
        private final Attempt receiving;
        private int channels;

        OverMemory(WireSettings settings, int pieceBytes) {
            this(settings, settings, pieceBytes);
        }

        OverMemory(WireSettings sender, WireSettings receiver, int pieceBytes) {
            this.pair = new WirePair(sender, receiver);
            this.pieceBytes = pieceBytes;
            this.line = pair.connect();
            this.sending = pair.wire1.open(WirePair.spec(1));
            this.receiving = pair.wire2.open(WirePair.spec(1));
        }

        @Override
        protected Ends open(boolean isKeyed, Waker producer, Waker consumer) {
            int exchange = isKeyed ? WirePair.KEYED : WirePair.PLAIN;
            ChannelAddress address = new ChannelAddress(1, exchange, channels++, 0);
            return new Ends(sending.outlet(address, 2, producer), receiving.inlet(address, 1, consumer));
        }

        @Override
        protected void await(BooleanSupplier condition) {
            for (int i = 0; i < MANY; i++) {
                if (condition.getAsBoolean()) {
                    return;
                }
                line.run(pieceBytes);
            }
            assertThat(false).as("it comes to that").isTrue();
        }

        @AfterEach
        void shouldLeaveNothingBehind() {
            line.run();
            assertThat(pair.events1.all).containsExactly("connected 2");
            pair.close();
        }
    }

    @Nested
    class AtOnceTest extends OverMemory {
        AtOnceTest() {
            super(SETTINGS, 1 << 20);
        }

        @Test
        void shouldCountTheBytesOfFrames() {
            Ends ends = open(false, Waker.NONE, Waker.NONE);
            await(() -> !ends.outlet().isFull());
            Batch batch = ends.outlet().obtain();
            batch.add("value", 0);
            assertThat(ends.outlet().offer(batch)).isTrue();
            assertThat(ends.outlet().bytesOut())
                    .isGreaterThan(DataFrame.CONTENT)
                    .isLessThan(100);
            await(() -> ends.inlet().poll() != null);
            assertThat(ends.inlet().bytesIn()).isEqualTo(ends.outlet().bytesOut());
        }
    }

    @Nested
    class ByteByByteTest extends OverMemory {
        ByteByByteTest() {
            super(SETTINGS.withMemory(64 << 20, 4 << 10), 1);
        }
    }

    @Nested
    class InOddPiecesTest extends OverMemory {
        InOddPiecesTest() {
            super(SETTINGS, 37);
        }
    }

    @Nested
    class CompressedTest extends OverMemory {
        CompressedTest() {
            super(SETTINGS.withCompression(true), 1 << 20);
        }
    }

    @Nested
    class InTinyFramesTest extends OverMemory {
        InTinyFramesTest() {
            super(SETTINGS.withFrames(16, 100, 64 << 10), SETTINGS, 1 << 20);
        }
    }

    @Nested
    class IntoSmallerBatchesTest extends OverMemory {
        IntoSmallerBatchesTest() {
            super(SETTINGS, SETTINGS.withFrames(5, 100, 64 << 10), 1 << 20);
        }
    }
}
