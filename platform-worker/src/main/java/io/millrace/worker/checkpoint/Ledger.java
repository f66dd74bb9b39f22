package io.millrace.worker.checkpoint;

import java.io.IOException;

/**
 * Keeps the two small texts that decide over the checkpoints of a topology: the pointer, and the numbers that were given.
 *
 * <p><b>Contract.</b> Both texts are there once it is open; one that is missing later was lost, and makes a {@link
 * DamagedCheckpointException}. Whoever has the ledger is the only one whose replacements count.
 *
 * <p><b>Thread.</b> A page is used by one at a time, different pages by several. Everything here may block.
 */
interface Ledger extends AutoCloseable {

    /** Says which checkpoints are decided; see {@link Pointer}. */
    Page pointer();

    /** Says which numbers are taken; see {@link Numbers}. */
    Page numbers();

    @Override
    void close();

    /** A text that is replaced as a whole. */
    interface Page {

        /** Where it lies, for messages. */
        String location();

        /**
         * Reads the text, so that it is the one that stays: a replacement of which it is not known whether it happened has
         * happened, or never will.
         *
         * @throws NotLeaderException if somebody else has the ledger now
         */
        String settle() throws IOException, DamagedCheckpointException;

        /**
         * Puts another text in its place, for good.
         *
         * @throws DamagedCheckpointException if the text came out otherwise than it was written; the one before counts
         * @throws NotLeaderException if somebody else has the ledger now; nothing was replaced, and never will be
         * @throws IOException if it failed otherwise. It may have been replaced all the same: settle it before it is used again
         */
        void replace(String text) throws IOException, DamagedCheckpointException;
    }
}
