package io.millrace.worker.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the tasks did that ran in this process, of all topologies.
 *
 * <p><b>Thread.</b> Any. Looks come from one, so that what tasks recorded in between is taken once.
 */
public final class ProcessHistory {

    private final HistorySettings settings;
    private final Retention retention; // guarded by this
    private final Map<String, TopologyHistory> topologies = new HashMap<>(); // guarded by this
    private long lastSecond = Long.MIN_VALUE; // guarded by this

    /** Makes an empty one. */
    public ProcessHistory(HistorySettings settings) {
        this.settings = settings;
        this.retention = new Retention(settings);
    }

    /** For how long is kept what. */
    public HistorySettings settings() {
        return settings;
    }

    /** Whether there is room for a look: of each second one is kept. */
    public synchronized boolean isDue(Look look) {
        return look.second() != lastSecond;
    }

    /**
     * Adds a look at all topologies, in another second than the one before.
     *
     * @param seen by name of the topology, the tasks that run in this process
     * @return whether memory did not suffice, so that less is kept from now on
     */
    public synchronized boolean add(Look look, Map<String, List<LookedAt>> seen) {
        lastSecond = look.second();
        seen.forEach((topology, tasks) -> topologies
                .computeIfAbsent(topology, name -> new TopologyHistory())
                .add(look, tasks));
        trim(look);
        topologies.forEach((name, history) -> history.forget(seen.getOrDefault(name, List.of())));
        boolean isShrunk = false;
        while (bytes() > settings.maxBytes() && retention.shrink()) {
            isShrunk = true;
            trim(look);
        }
        return isShrunk;
    }

    private void trim(Look look) {
        topologies.values().forEach(history -> history.trim(look.second(), retention));
    }

    /** For how many seconds each second is kept now. */
    public synchronized long fineSeconds() {
        return retention.fineSeconds();
    }

    /** Memory that is used, about. */
    public synchronized long bytes() {
        return topologies.values().stream().mapToLong(TopologyHistory::bytes).sum();
    }

    /** What is known of a question: all of it, or the first steps. */
    public synchronized Part answer(String topology, Question question) {
        TopologyHistory known = topologies.get(topology);
        if (known == null) {
            return Part.none(question);
        }
        // A step of which the begin is forgotten would look as if little had happened in it.
        long oldestSecond = lastSecond - Math.max(retention.coarseSeconds(), retention.fineSeconds());
        int forgotten = question.steps() - question.notBefore(oldestSecond).steps();
        return forgotten > 0 ? Part.nothingIn(forgotten) : known.answer(question);
    }
}
