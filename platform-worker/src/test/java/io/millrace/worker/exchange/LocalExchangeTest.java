package io.millrace.worker.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BooleanSupplier;

class LocalExchangeTest extends ExchangeContract {

    private static final int MANY = 10_000;

    @Override
    protected Ends open(boolean isKeyed, Waker producer, Waker consumer) {
        Channel channel = new Channel(new ExchangeSettings(BATCH_SIZE, 8, Long.MAX_VALUE), isKeyed, producer, consumer);
        return new Ends(channel, channel);
    }

    @Override
    protected void await(BooleanSupplier condition) {
        for (int i = 0; i < MANY; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
        }
        assertThat(false).as("it comes to that").isTrue();
    }
}
