package io.millrace.worker;

import java.util.List;

/**
 * Hears what concerns the placement of a topology that is led here.
 *
 * <p><b>Thread.</b> Called by whoever calls the supervisor; must not block.
 */
interface LeadListener {

    /** For those who place a topology once and for all. */
    LeadListener NONE = new LeadListener() {

        @Override
        public void onFound(List<Integer> slices) {
            // Nothing is looked for.
        }

        @Override
        public void onGivenUp(int executor) {
            // It stays where it is.
        }
    };

    /** It is known what runs already: the executors of slices; empty if nothing does. */
    void onFound(List<Integer> slices);

    /** An executor was lost. */
    void onGivenUp(int executor);
}
