package io.millrace.worker.cluster;

import io.millrace.worker.exchange.RemoteChannels;
import io.millrace.worker.plan.Plan;
import io.millrace.worker.remote.StartChannels;
import io.millrace.worker.snapshot.Codecs;
import io.millrace.worker.wire.AttemptSpec;
import io.millrace.worker.wire.ExchangeSpec;
import io.millrace.worker.wire.Wire;
import java.util.List;

/** Opens the channels of a start on a wire. */
public final class WireChannels implements StartChannels {

    private final Wire wire;
    private final Codecs codecs;

    /** Makes channels for records with these codecs. */
    public WireChannels(Wire wire, Codecs codecs) {
        this.wire = wire;
        this.codecs = codecs;
    }

    @Override
    public RemoteChannels open(Plan region, long attempt) {
        List<ExchangeSpec> exchanges = region.exchanges().stream()
                .map(exchange -> ExchangeSpecs.of(exchange, codecs))
                .toList();
        return wire.open(new AttemptSpec(region.topology().name(), attempt, exchanges));
    }
}
