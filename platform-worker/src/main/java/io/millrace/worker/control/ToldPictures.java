package io.millrace.worker.control;

import io.millrace.worker.remote.TopologyPicture;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * What the leader has told members of topologies, so that it says nothing twice.
 *
 * <p><b>Thread.</b> Owned by one.
 */
public final class ToldPictures {

    private final Map<String, Told> byTopology = new HashMap<>();

    /**
     * Tells a picture to those who have not been told the same.
     *
     * @param members those who can be told
     * @param telling says how a picture is told, which is asked only if there is somebody to tell; then tells a member, and
     *     whether it could be told
     */
    public void tell(TopologyPicture picture, Set<Integer> members, Function<TopologyPicture, IntPredicate> telling) {
        Told told = byTopology.get(picture.topology());
        if (told == null || !told.picture.equals(picture)) {
            told = new Told(picture, new HashSet<>());
            byTopology.put(picture.topology(), told);
        }
        Set<Integer> untold = new HashSet<>(members);
        untold.removeAll(told.members);
        if (!untold.isEmpty()) {
            IntPredicate post = telling.apply(picture);
            untold.stream().filter(post::test).forEach(told.members::add);
        }
    }

    /** A member may know nothing any more. */
    public void forget(int member) {
        byTopology.values().forEach(told -> told.members.remove(member));
    }

    /** Nobody is told anything any more. */
    public void clear() {
        byTopology.clear();
    }

    private record Told(TopologyPicture picture, Set<Integer> members) {}
}
