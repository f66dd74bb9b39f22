package io.millrace.worker.task;

import io.millrace.worker.exchange.Channel;
import io.millrace.worker.exchange.ChannelAddress;
import io.millrace.worker.exchange.ExchangeSettings;
import io.millrace.worker.exchange.Inlet;
import io.millrace.worker.exchange.Outlet;
import io.millrace.worker.exchange.RemoteChannels;
import io.millrace.worker.exchange.Waker;
import io.millrace.worker.plan.Exchange;
import io.millrace.worker.plan.Stage;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The ends of all channels that tasks of this executor have. Of a channel between two of them it has both. */
final class ChannelEnds {

    private final ExchangeSettings settings;
    private final TaskPlaces places;
    private final BiFunction<Stage, Integer, Waker> wakers;
    private final Map<Exchange, @Nullable Outlet[][]> outlets = new HashMap<>();
    private final Map<Exchange, @Nullable Inlet[][]> inlets = new HashMap<>();

    ChannelEnds(ExchangeSettings settings, TaskPlaces places, BiFunction<Stage, Integer, Waker> wakers) {
        this.settings = settings;
        this.places = places;
        this.wakers = wakers;
    }

    /** Makes the channels of an exchange. */
    void add(Exchange exchange) {
        int from = exchange.from().stage().parallelism();
        int to = exchange.to().parallelism();
        outlets.put(exchange, new Outlet[from][to]);
        inlets.put(exchange, new Inlet[from][to]);
        for (int i = 0; i < from; i++) {
            for (int j = 0; j < to; j++) {
                if (!exchange.isOneToOne() || i == j) {
                    connect(exchange, i, j);
                }
            }
        }
    }

    /** Producer's ends of a task, by receiving task; null where there is no channel. */
    @Nullable
    Outlet[] outlets(Exchange exchange, int from) {
        return of(outlets, exchange)[from];
    }

    /** Consumer's end of a channel to a task of this executor, or null if there is no such channel. */
    @Nullable
    Inlet inlet(Exchange exchange, int from, int to) {
        return of(inlets, exchange)[from][to];
    }

    private void connect(Exchange exchange, int from, int to) {
        Stage sending = exchange.from().stage();
        boolean isFromHere = places.isHere(sending, from);
        boolean isToHere = places.isHere(exchange.to(), to);
        if (isFromHere && isToHere) {
            Channel channel = new Channel(
                    settings, exchange.isKeyed(), wakers.apply(sending, from), wakers.apply(exchange.to(), to));
            of(outlets, exchange)[from][to] = channel;
            of(inlets, exchange)[from][to] = channel;
        } else if (isFromHere) {
            int executor = places.executorOf(exchange.to(), to);
            of(outlets, exchange)[from][to] =
                    remote().outlet(address(exchange, from, to), executor, wakers.apply(sending, from));
        } else if (isToHere) {
            int executor = places.executorOf(sending, from);
            of(inlets, exchange)[from][to] =
                    remote().inlet(address(exchange, from, to), executor, wakers.apply(exchange.to(), to));
        }
    }

    private RemoteChannels remote() {
        return Objects.requireNonNull(places.channels(), "places.channels");
    }

    private ChannelAddress address(Exchange exchange, int from, int to) {
        return new ChannelAddress(places.attempt(), exchange.number(), from, to);
    }

    private static <T> T of(Map<Exchange, T> ends, Exchange exchange) {
        T ofExchange = ends.get(exchange);
        if (ofExchange == null) {
            throw new IllegalStateException("Exchange is not of this plan: exchange=" + exchange);
        }
        return ofExchange;
    }
}
