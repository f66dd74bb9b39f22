package io.millrace.worker;

import io.millrace.worker.control.ToldPictures;
import io.millrace.worker.remote.Messages;
import io.millrace.worker.remote.Post;
import io.millrace.worker.remote.TopologyPicture;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all members once a second what the leader knows of the topologies, as far as it has changed, so that every member shows
 * what the leader shows.
 *
 * <p><b>Thread.</b> Owned by the thread of the node.
 */
final class StatusBroadcast {

    private static final Logger log = LoggerFactory.getLogger(StatusBroadcast.class);

    private static final long PERIOD_MILLIS = 1000;

    /** Who does not know yet that this member leads hears nothing of it, so that everything is said again now and then. */
    private static final int PERIODS_UNTIL_REPEATED = 10;

    private final NodeThread node;
    private final Post post;
    private final Collection<NodeTopology> topologies;
    private final Supplier<Set<Integer>> members;
    private final Messages messages = new Messages();
    private final ToldPictures told = new ToldPictures();
    private final Set<String> tooLarge = new HashSet<>();
    private int periods;

    /**
     * Makes one that is silent.
     *
     * @param post sends messages to others
     * @param topologies all topologies of the member, as they come
     * @param members those who can be told now
     */
    StatusBroadcast(NodeThread node, Post post, Collection<NodeTopology> topologies, Supplier<Set<Integer>> members) {
        this.node = node;
        this.post = post;
        this.topologies = topologies;
        this.members = members;
    }

    /** Tells what there is to tell, and again each second. */
    void begin() {
        node.later(PERIOD_MILLIS, this::begin);
        if (++periods % PERIODS_UNTIL_REPEATED == 0) {
            told.clear();
        }
        Set<Integer> listeners = members.get();
        topologies.stream()
                .filter(NodeTopology::isLed)
                .map(topology -> TopologyPicture.of(
                        topology.run().status(), topology.run().taskStatuses()))
                .forEach(picture -> told.tell(picture, listeners, this::telling));
    }

    private IntPredicate telling(TopologyPicture picture) {
        byte[] message;
        try {
            message = messages.bytes(picture);
        } catch (RuntimeException e) {
            if (tooLarge.add(picture.topology())) {
                log.warn(
                        "Other members do not see how the topology is, for it does not fit into a message: topology={}",
                        picture.topology(),
                        e);
            }
            return member -> true;
        }
        return member -> post.send(member, message);
    }

    /** A member may know nothing any more, or does not listen any more. */
    void forget(int member) {
        told.forget(member);
    }

    /** This member leads no more. */
    void clear() {
        told.clear();
    }
}
