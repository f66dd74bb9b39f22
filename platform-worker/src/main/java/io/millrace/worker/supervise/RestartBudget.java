package io.millrace.worker.supervise;

/**
 * Decides whether and when a part of a topology is restarted after a failure. Each restart costs one of a few tokens, and a
 * token comes back for each stretch of time. The fewer are left, the longer the pause: so a fault that is there to stay fails
 * the topology soon, and one that comes now and then never does. The loss of what tasks run on never fails it.
 *
 * <p><b>Thread.</b> Owned by the supervisor.
 */
public final class RestartBudget {

    private final Settings settings;
    private int used;
    private long healedToMillis;
    private int losses;
    private long lastLossMillis;

    RestartBudget(Settings settings) {
        this.settings = settings;
    }

    /**
     * Takes a token.
     *
     * @return the pause before the restart in milliseconds, or -1 if there is no token left
     */
    long tryRestart(long nowMillis) {
        heal(nowMillis);
        if (used >= settings.tokens()) {
            return -1;
        }
        return pauseAfter(used++);
    }

    private long pauseAfter(int restarts) {
        long pause = settings.firstPauseMillis();
        for (int i = 0; i < restarts && pause < settings.longestPauseMillis(); i++) {
            pause *= 2;
        }
        return Math.min(pause, settings.longestPauseMillis());
    }

    /**
     * What the tasks ran on was lost. That is no fault of theirs, so it costs nothing; but what is lost again and again within
     * the longest pause or so may be lost because of them, and is given longer and longer pauses.
     *
     * @return the pause before the restart in milliseconds, or -1 if there are no restarts
     */
    long restartAfterLoss(long nowMillis) {
        if (settings.tokens() == 0) {
            return -1;
        }
        losses = nowMillis - lastLossMillis > 2 * settings.longestPauseMillis() ? 0 : losses;
        lastLossMillis = nowMillis;
        return pauseAfter(losses++);
    }

    private void heal(long nowMillis) {
        if (used == 0) {
            healedToMillis = nowMillis;
            return;
        }
        long healed = Math.max(0, nowMillis - healedToMillis) / settings.healMillis();
        used = (int) Math.max(0, used - healed);
        healedToMillis = used == 0 ? nowMillis : healedToMillis + healed * settings.healMillis();
    }

    /**
     * How restarts are paid for.
     *
     * @param tokens restarts that may follow each other closely
     * @param healMillis time in which one token comes back
     * @param firstPauseMillis pause before the first restart; each further one doubles it
     * @param longestPauseMillis longest pause
     */
    public record Settings(int tokens, long healMillis, long firstPauseMillis, long longestPauseMillis) {

        /** Five restarts within three seconds or so, and one more a minute. */
        public static final Settings DEFAULT = new Settings(5, 60_000, 100, 10_000);

        /** No restart at all. */
        public static final Settings NEVER = new Settings(0, 60_000, 100, 10_000);

        /** Checks the ranges. */
        public Settings {
            if (tokens < 0 || healMillis < 1 || firstPauseMillis < 0 || longestPauseMillis < firstPauseMillis) {
                throw new IllegalArgumentException("Restart settings are out of range: tokens=" + tokens
                        + ", healMillis=" + healMillis + ", firstPauseMillis=" + firstPauseMillis
                        + ", longestPauseMillis=" + longestPauseMillis
                        + "; use zero tokens or more, a healing time of at least 1 ms, and pauses that grow");
            }
        }
    }
}
