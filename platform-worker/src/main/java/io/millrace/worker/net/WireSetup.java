package io.millrace.worker.net;

import io.millrace.worker.wire.ClusterSecret;
import io.millrace.worker.wire.Member;
import io.millrace.worker.wire.WireContext;
import io.millrace.worker.wire.WireSettings;

/**
 * What the wire of an executor is made of.
 *
 * @param settings sizes and times
 * @param self what we say of ourselves
 * @param secret what all members know
 * @param context buffers, randomness, clock and listener; the buffers are those of the sockets too
 */
public record WireSetup(WireSettings settings, Member self, ClusterSecret secret, WireContext context) {}
