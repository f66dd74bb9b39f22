package io.millrace.worker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.worker.exchange.Batch;
import io.millrace.worker.exchange.Inlet;
import io.millrace.worker.exchange.Outlet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Windows, their common budget, and channels that do not hold each other up. */
class CreditTest {

    private static final long MILLISECOND = 1_000_000;

    @Test
    void shouldGrantAfterAQuarterOfTheWindow() {
        CreditWindow window = new CreditWindow(reserved(1000, 1000), 1000, 50 * MILLISECOND, 0);
        assertThat(window.grantedBytes()).isEqualTo(1000);
        assertThat(window.consume(249)).isFalse();
        assertThat(window.consume(1)).isTrue();
        assertThat(window.grant(MILLISECOND)).isTrue();
        assertThat(window.grantedBytes()).as("no more memory than the least").isEqualTo(1250);
    }

    @Test
    void shouldGrowToWhatIsDrainedInTheTimeSet() {
        CreditBudget budget = reserved(1 << 20, 1000);
        CreditWindow window = new CreditWindow(budget, 1000, 50 * MILLISECOND, 0);
        long now = 0;
        for (int i = 0; i < 20; i++) {
            // 200 bytes a millisecond make 10,000 in 50 of them.
            long bytes = Math.max(250, window.windowBytes() / 4);
            now += bytes * MILLISECOND / 200;
            assertThat(window.consume(bytes)).isTrue();
            window.grant(now);
        }
        assertThat(window.windowBytes()).isBetween(9_900L, 10_000L);
        assertThat(budget.reservedBytes()).isBetween(9_900L, 10_000L);
    }

    @Test
    void shouldDoubleAndHalveAtMost() {
        CreditBudget budget = reserved(1 << 20, 1000);
        CreditWindow window = new CreditWindow(budget, 1000, 50 * MILLISECOND, 0);
        window.consume(1000);
        window.grant(1);
        assertThat(window.windowBytes()).isEqualTo(2000);
        window.consume(2000);
        window.grant(2);
        assertThat(window.windowBytes()).isEqualTo(4000);
        window.consume(1000);
        assertThat(window.grant(3_000_000 * MILLISECOND))
                .as("less than was granted is not taken back")
                .isFalse();
        assertThat(window.windowBytes()).isEqualTo(2000);
        assertThat(budget.reservedBytes()).as("while it may still come").isEqualTo(3000);
        window.close();
        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void shouldNeverReserveMoreThanTheBudgetNorLessThanIsGranted() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            CreditBudget budget = new CreditBudget(100_000);
            List<CreditWindow> windows = new ArrayList<>();
            long[] consumed = new long[10];
            for (int i = 0; i < consumed.length; i++) {
                assertThat(budget.reserve(1000)).isTrue();
                windows.add(new CreditWindow(budget, 1000, 50 * MILLISECOND, 0));
            }
            long now = 0;
            for (int i = 0; i < 2000; i++) {
                int at = random.nextInt(consumed.length);
                CreditWindow window = windows.get(at);
                long bytes = random.nextInt((int) Math.max(1, window.grantedBytes() - consumed[at]) + 1);
                consumed[at] += bytes;
                now += random.nextInt(10) * MILLISECOND;
                long before = window.grantedBytes();
                if (window.consume(bytes)) {
                    window.grant(now);
                }
                long outstanding = 0;
                for (int k = 0; k < consumed.length; k++) {
                    outstanding += windows.get(k).grantedBytes() - consumed[k];
                }
                assertThat(window.grantedBytes()).as("seed %d", seed).isGreaterThanOrEqualTo(before);
                assertThat(budget.reservedBytes()).as("seed %d", seed).isBetween(outstanding, 100_000L);
            }
            windows.forEach(CreditWindow::close);
            assertThat(budget.reservedBytes()).as("seed %d", seed).isZero();
        }
    }

    private static CreditBudget reserved(long total, long bytes) {
        CreditBudget budget = new CreditBudget(total);
        assertThat(budget.reserve(bytes)).isTrue();
        return budget;
    }

    @Test
    void shouldRefuseChannelsForWhichThereIsNoMemory() {
        WirePair pair = new WirePair(WireSettings.DEFAULTS.withMemory(1 << 20, 64 << 10));
        Attempt receiving = pair.wire2.open(WirePair.spec(1));
        for (int i = 0; i < 16; i++) {
            WirePair.inlet(receiving, WirePair.address(1, i));
        }
        assertThatThrownBy(() -> WirePair.inlet(receiving, WirePair.address(1, 16)))
                .isInstanceOf(ExchangeException.class)
                .hasMessageContaining("minWindowBytes=65536, networkMemoryBytes=1048576; raise networkMemoryBytes");
        receiving.close();
        assertThat(pair.wire2.counts().reservedBytes()).isZero();
        pair.close();
    }

    @Test
    void shouldLetOthersPassAChannelThatIsBlockedAndBoundWhatWaits() {
        long budget = 4 << 20;
        int targetBytes = 8 << 10;
        WirePair pair = new WirePair(
                WireSettings.DEFAULTS.withFrames(64, targetBytes, 64 << 10).withMemory(budget, 64 << 10));
        Attempt sending = pair.wire1.open(WirePair.spec(1));
        Attempt receiving = pair.wire2.open(WirePair.spec(1));
        List<Outlet> outlets = new ArrayList<>();
        List<Inlet> inlets = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            outlets.add(WirePair.outlet(sending, WirePair.address(1, i)));
            inlets.add(WirePair.inlet(receiving, WirePair.address(1, i)));
        }
        Line line = pair.connect();
        int[] taken = new int[8];
        long most = 0;
        for (int round = 0; round < 300; round++) {
            for (Outlet outlet : outlets) {
                Batch batch = outlet.obtain();
                batch.add("x".repeat(5000), round);
                boolean unused = outlet.offer(batch);
            }
            line.run();
            most = Math.max(most, pair.buffers.liveBytes());
            for (int i = 1; i < 8; i++) {
                taken[i] += ResumeTest.take(inlets.get(i)).size();
            }
            pair.nowNanos += MILLISECOND;
            line.run();
        }
        assertThat(taken[0]).isZero();
        for (int i = 1; i < 8; i++) {
            assertThat(taken[i]).as("channel %d", i).isEqualTo(300);
        }
        assertThat(most).isLessThanOrEqualTo(budget + 8L * targetBytes);
        List<ChannelCounts> counts = sending.counts();
        assertThat(counts.get(0).creditWaits()).isPositive();
        assertThat(counts.get(1).creditWaits()).isZero();
        assertThat(counts.get(1).records()).isEqualTo(300);
        assertThat(counts.get(1).frames()).isEqualTo(300);
        assertThat(counts.get(1).bytes()).isGreaterThan(1_500_000);
        ChannelCounts blocked = receiving.counts().get(0);
        assertThat(blocked.queuedBytes()).isBetween(64L << 10, (64L << 10) + targetBytes);
        assertThat(receiving.counts().get(1)).matches(each -> each.isInbound() && each.records() == 300);
        assertThat(receiving.counts().get(1).windowBytes())
                .as("at 5,000 bytes a millisecond")
                .isGreaterThan(64 << 10);
        pair.close();
    }
}
