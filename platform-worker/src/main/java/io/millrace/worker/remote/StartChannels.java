package io.millrace.worker.remote;

import io.millrace.worker.exchange.RemoteChannels;
import io.millrace.worker.plan.Plan;

/** Opens the channels to and from other executors, for one start of a region. */
@FunctionalInterface
public interface StartChannels {

    /** Opens them; whoever asked closes them when its tasks are closed. */
    RemoteChannels open(Plan region, long attempt);
}
