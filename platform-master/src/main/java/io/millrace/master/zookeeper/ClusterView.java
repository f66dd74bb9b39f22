package io.millrace.master.zookeeper;

import io.millrace.cluster.ClusterMemberInfo;
import io.millrace.cluster.Leader;
import io.millrace.cluster.MemberInfo;
import io.millrace.master.coordination.ListenerCalls;
import io.millrace.master.coordination.MemberInfoCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this member sees of the cluster: who takes part, and who leads. While there is no connection, it is what was seen last.
 *
 * <p><b>Thread.</b> Fields are guarded by this. Curator's threads bring the news.
 */
final class ClusterView implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ClusterView.class);

    private final ClusterPaths paths;
    private final ListenerCalls calls;
    private final Own own;
    private final CuratorCache members;
    private final CuratorCache leaders;

    private final SortedMap<Integer, MemberInfo> seen = new TreeMap<>();
    private boolean isComplete;
    private List<ClusterMemberInfo> toldMembers = List.of();
    private @Nullable Leader toldLeader;

    /**
     * Sees nothing yet.
     *
     * @param own is part of what is seen in any case
     */
    ClusterView(CuratorFramework curator, ClusterPaths paths, ListenerCalls calls, Own own) {
        this.paths = paths;
        this.calls = calls;
        this.own = own;
        members = cache(curator, paths.members(), this::onMember);
        leaders = cache(curator, paths.leader(), this::onLeader, CuratorCache.Options.SINGLE_NODE_CACHE);
        members.listenable()
                .addListener(CuratorCacheListener.builder()
                        .forInitialized(this::onComplete)
                        .build());
    }

    void start() {
        members.start();
        leaders.start();
    }

    @Override
    public void close() {
        members.close();
        leaders.close();
    }

    /** Tells of the members, this one included whether its node is there or not. */
    synchronized void tellMembers() {
        if (!isComplete) {
            return;
        }
        SortedMap<Integer, MemberInfo> all = new TreeMap<>(seen);
        all.put(own.number(), own.node().self());
        List<ClusterMemberInfo> list = new ArrayList<>();
        all.forEach((number, info) -> list.add(new ClusterMemberInfo(number, info)));
        if (!list.equals(toldMembers)) {
            toldMembers = List.copyOf(list);
            calls.members(toldMembers);
        }
    }

    private synchronized void onComplete() {
        isComplete = true;
        if (!seen.containsKey(own.number())) {
            own.onGone().run();
        }
        tellMembers();
    }

    private synchronized void onMember(String path, @Nullable ChildData node) {
        OptionalInt number = paths.memberOf(path);
        if (number.isEmpty()) {
            return;
        }
        seen.remove(number.getAsInt());
        if (node != null) {
            MemberInfoCodec.decode(number.getAsInt(), node.getData())
                    .ifPresent(info -> seen.put(number.getAsInt(), info));
        } else if (number.getAsInt() == own.number()) {
            own.onGone().run();
        }
        tellMembers();
    }

    private synchronized void onLeader(String path, @Nullable ChildData node) {
        EpochText text = node == null ? null : EpochText.decode(node.getData());
        Leader leader = text == null ? null : text.leader();
        if (!Objects.equals(leader, toldLeader)) {
            toldLeader = leader;
            calls.leader(leader);
        }
        if (leader != null) {
            own.onLeader().accept(leader);
        }
    }

    private static CuratorCache cache(
            CuratorFramework curator,
            String path,
            BiConsumer<String, @Nullable ChildData> news,
            CuratorCache.Options... options) {
        return CuratorCache.builder(curator, path)
                .withOptions(options)
                .withStorage(new SeenNodes(news))
                // What was missed for want of a connection is read again when it is back.
                .withExceptionHandler(failure -> log.debug("Node was not read: path={}", path, failure))
                .build();
    }

    /**
     * This member, as far as the view has to know it.
     *
     * @param onGone called when others do not see it any more
     * @param onLeader told who leads
     */
    record Own(int number, MemberNode node, Runnable onGone, Consumer<Leader> onLeader) {}
}
