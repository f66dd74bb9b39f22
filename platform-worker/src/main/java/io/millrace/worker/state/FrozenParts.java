package io.millrace.worker.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several frozen views as one, written one after the other.
 *
 * <p><b>Thread.</b> {@link #writeNext} is for the background, {@link #release} for the task.
 */
public final class FrozenParts implements KeyedPart.Frozen {

    private final List<? extends KeyedPart.Frozen> views;

    /** Owned by the background. */
    private int next;

    /** Makes one view of several. */
    public FrozenParts(List<? extends KeyedPart.Frozen> views) {
        this.views = List.copyOf(views);
    }

    @Override
    public boolean writeNext() {
        while (next < views.size()) {
            if (views.get(next).writeNext()) {
                return true;
            }
            next++;
        }
        return false;
    }

    @Override
    public @Nullable StoredPart stored() {
        return StoredPart.of(views);
    }

    @Override
    public void release() {
        views.forEach(KeyedPart.Frozen::release);
    }
}
