package io.millrace.worker.history;

/** For how long is kept what: as the settings say, or less where memory does not suffice. Never longer again. */
final class Retention {

    /** Less would be of no use to anybody. */
    private static final int MIN_SECONDS = 60;

    private long fineSeconds;
    private long coarseSeconds;

    Retention(HistorySettings settings) {
        this.fineSeconds = settings.fineSeconds();
        this.coarseSeconds = settings.coarseSeconds();
    }

    long fineSeconds() {
        return fineSeconds;
    }

    long coarseSeconds() {
        return coarseSeconds;
    }

    /** Makes both shorter by an eighth; false if they are as short as can be. */
    boolean shrink() {
        if (fineSeconds <= MIN_SECONDS) {
            return false;
        }
        fineSeconds = Math.max(MIN_SECONDS, fineSeconds * 7 / 8);
        coarseSeconds = Math.max(MIN_SECONDS, coarseSeconds * 7 / 8);
        return true;
    }
}
