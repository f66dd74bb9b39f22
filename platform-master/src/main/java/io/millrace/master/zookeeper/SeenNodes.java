package io.millrace.master.zookeeper;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCacheStorage;
import org.jspecify.annotations.Nullable;

/**
 * What a cache of Curator has read, and who hears of it.
 *
 * <p>The cache's own events are no good for nodes that come and go with sessions. It compares the versions of nodes, and one
 * that was replaced while there was no connection begins at the same version as the one before: of that it tells nothing.
 *
 * <p><b>Thread.</b> Curator's, one at a time; reading by any.
 */
final class SeenNodes implements CuratorCacheStorage {

    private final CuratorCacheStorage nodes = CuratorCacheStorage.standard();
    private final BiConsumer<String, @Nullable ChildData> news;

    /**
     * Has seen nothing.
     *
     * @param news hears of each node that has appeared or changed, or, with null, is not there, even if it was never seen
     */
    SeenNodes(BiConsumer<String, @Nullable ChildData> news) {
        this.news = news;
    }

    @Override
    public Optional<ChildData> put(ChildData node) {
        Optional<ChildData> before = nodes.put(node);
        if (before.isEmpty()
                || before.get().getStat().getMzxid() != node.getStat().getMzxid()) {
            news.accept(node.getPath(), node);
        }
        return before;
    }

    @Override
    public Optional<ChildData> remove(String path) {
        Optional<ChildData> before = nodes.remove(path);
        news.accept(path, null);
        return before;
    }

    @Override
    public Optional<ChildData> get(String path) {
        return nodes.get(path);
    }

    @Override
    public int size() {
        return nodes.size();
    }

    @Override
    public Stream<ChildData> stream() {
        return nodes.stream();
    }

    @Override
    public void clear() {
        nodes.clear();
    }
}
