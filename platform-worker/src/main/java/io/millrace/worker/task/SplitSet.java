package io.millrace.worker.task;

import io.millrace.source.SplitDiscovery;
import io.millrace.source.SplitReader;
import io.millrace.status.SourceProgress;
import io.millrace.worker.snapshot.Restored;
import io.millrace.worker.snapshot.TaskSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The splits of one task of a source: those that are known from the start, or those that its discovery finds. Of the former a
 * few are open at a time, since each may hold a file; of the latter all, since they may never end. Those that are open are read
 * in turn.
 *
 * <p>As long as a discovery has not seen all splits that there are, it counts as a split that has promised nothing; afterwards
 * as one that is idle, and at last as one that has ended.
 *
 * <p><b>Thread.</b> Owned by the task.
 */
final class SplitSet {

    private static final int MAX_OPEN_SPLITS = 64;

    /** Name of the facts in which a task notes whether its discovery has seen all splits that there were. */
    private static final String DISCOVERY = "discovery";

    private static final String HAS_LOOKED = "hasLooked";

    /** And whether it was told to read no further: what it has not found by then is nothing that it reads later. */
    private static final String IS_DRAINED = "isDrained";

    private final SplitFactory factory;
    private final SourceInlet inlet;
    private final Map<String, SplitTask> byName = new HashMap<>();
    private final Deque<SplitTask> unopened = new ArrayDeque<>();
    private final List<SplitTask> open = new ArrayList<>();
    private final int discoveryInput;
    private final int maxOpen;
    private @Nullable SplitDiscovery discovery;
    private SplitDiscovery.Progress found = SplitDiscovery.Progress.COMPLETE;
    private boolean hasLooked;
    private boolean isDrained;
    private int next;

    /** Takes the splits that are known, or, for a source that discovers them, none. */
    SplitSet(SplitFactory factory, SourceInlet inlet, List<String> known) {
        this.factory = factory;
        this.inlet = inlet;
        this.maxOpen = factory.isDiscovering() ? Integer.MAX_VALUE : MAX_OPEN_SPLITS;
        this.discoveryInput = factory.isDiscovering() ? inlet.merger().add() : -1;
        known.forEach(name -> add(name, false));
    }

    /** Begins to look for splits, if they are not known; before anything else. */
    void start() {
        if (factory.isDiscovering()) {
            found = SplitDiscovery.Progress.LOOKING;
            discovery = factory.discover();
        }
    }

    /** Whether there is nothing to read any more, and nothing will come. */
    boolean isFinished() {
        return open.isEmpty() && unopened.isEmpty() && found == SplitDiscovery.Progress.COMPLETE;
    }

    /**
     * Splits go on where they were. One that the checkpoint does not know is read from its beginning, unless the source was
     * drained before it.
     *
     * @return whether the checkpoint knows all that there are
     */
    boolean restore(Restored restored, String source) {
        SplitFacts facts = SplitFacts.of(restored, source);
        List<Map<String, String>> looking = restored.facts(source, DISCOVERY);
        hasLooked = looking.stream().anyMatch(noted -> noted.containsKey(HAS_LOOKED));
        SplitDiscovery finder = discovery;
        if (finder != null) {
            facts.names().stream().sorted().filter(finder::owns).forEach(name -> add(name, false));
        }
        boolean areAllKnown = true;
        for (SplitTask split : byName.values()) {
            SplitState known = facts.of(split.name());
            if (known == null) {
                areAllKnown = false;
            } else {
                split.restore(known);
                if (known.isEnded()) {
                    unopened.remove(split);
                }
            }
        }
        if (looking.stream().anyMatch(noted -> noted.containsKey(IS_DRAINED))) {
            drain();
            return true;
        }
        return areAllKnown;
    }

    void snapshotInto(TaskSnapshot.Builder snapshot, String source) {
        SplitFacts facts = new SplitFacts();
        byName.values().forEach(split -> facts.add(split.name(), split.state(snapshot.checkpointId())));
        facts.addTo(snapshot, source);
        Map<String, String> looking = new HashMap<>();
        if (hasLooked) {
            looking.put(HAS_LOOKED, "true");
        }
        if (isDrained) {
            looking.put(IS_DRAINED, "true");
        }
        if (!looking.isEmpty()) {
            snapshot.facts(source, DISCOVERY, looking);
        }
    }

    void onCheckpointCompleted(long id) {
        byName.values().forEach(split -> split.onCheckpointCompleted(id));
    }

    /** Reads from the open splits until the inlet is full; true if none of them had anything, and one may have later. */
    boolean read(long nowMillis) {
        look();
        while (open.size() < maxOpen && !unopened.isEmpty()) {
            open.add(unopened.remove().open());
        }
        boolean isSilent = true;
        for (int i = open.size(); i > 0 && !open.isEmpty() && !inlet.isFull(); i--) {
            next = next >= open.size() ? 0 : next;
            SplitReader.Progress progress = open.get(next).read(nowMillis);
            if (progress == SplitReader.Progress.END) {
                open.remove(next);
            } else {
                next++;
            }
            isSilent &= progress == SplitReader.Progress.NOTHING_NOW || progress == SplitReader.Progress.UNREACHABLE;
        }
        return isSilent && !isFinished();
    }

    /** How far it has come. */
    SourceProgress progress() {
        int splits = 0;
        int idle = 0;
        boolean isSilent = true;
        long silentSinceMillis = 0;
        SplitTask slowest = null;
        for (SplitTask split : byName.values()) {
            if (split.isEnded()) {
                continue;
            }
            splits++;
            isSilent &= split.silentSinceMillis() > 0;
            silentSinceMillis = Math.max(silentSinceMillis, split.silentSinceMillis());
            if (split.isIdle()) {
                idle++;
            } else if (slowest == null || isBehind(split, slowest)) {
                slowest = split;
            }
        }
        return new SourceProgress(
                splits,
                idle,
                isSilent ? silentSinceMillis : 0,
                slowest == null
                        ? null
                        : new SourceProgress.Split(
                                slowest.name(), slowest.watermarkMillis(), slowest.silentSinceMillis()));
    }

    /** Of two that have promised the same, one that is silent holds both back. */
    private static boolean isBehind(SplitTask split, SplitTask other) {
        return split.watermarkMillis() < other.watermarkMillis()
                || (split.watermarkMillis() == other.watermarkMillis()
                        && split.silentSinceMillis() > 0
                        && other.silentSinceMillis() == 0);
    }

    /** Reads no further, as if all splits had come to their ends and no others could come. */
    void drain() {
        isDrained = true;
        while (!open.isEmpty()) {
            open.remove(open.size() - 1).end();
        }
        while (!unopened.isEmpty()) {
            unopened.remove().end();
        }
        if (found != SplitDiscovery.Progress.COMPLETE) {
            found = SplitDiscovery.Progress.COMPLETE;
            inlet.onEnd(discoveryInput);
        }
    }

    /** Closes what is open; throws the first failure, when everything has been closed. */
    void close() throws Exception {
        Exception first = null;
        for (SplitTask split : open) {
            first = close(split::close, first);
        }
        open.clear();
        SplitDiscovery finder = discovery;
        discovery = null;
        if (finder != null) {
            first = close(finder::close, first);
        }
        if (first != null) {
            throw first;
        }
    }

    private static @Nullable Exception close(Closing closing, @Nullable Exception first) {
        try {
            closing.close();
            return first;
        } catch (Exception e) {
            return first == null ? e : first;
        }
    }

    /** Takes what the discovery has found. */
    private void look() {
        SplitDiscovery finder = discovery;
        if (finder == null || found == SplitDiscovery.Progress.COMPLETE) {
            return;
        }
        for (String name : factory.poll(finder)) {
            if (!byName.containsKey(name)) {
                add(name, hasLooked);
            }
        }
        SplitDiscovery.Progress progress = finder.progress();
        if (progress != found) {
            found = progress;
            hasLooked = true;
            if (progress == SplitDiscovery.Progress.COMPLETE) {
                inlet.onEnd(discoveryInput);
            } else {
                inlet.merger().onIdle(discoveryInput);
            }
        }
    }

    private void add(String name, boolean isNew) {
        SplitTask split = factory.create(name, inlet.merger().add(), isNew);
        byName.put(name, split);
        unopened.add(split);
    }

    private interface Closing {
        void close() throws Exception;
    }
}
