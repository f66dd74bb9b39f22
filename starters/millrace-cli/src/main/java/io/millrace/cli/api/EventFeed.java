package io.millrace.cli.api;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Events of a server without an end: when the connection is lost, it is opened anew after the last event that came, first
 * soon and then at longer intervals.
 *
 * <p><b>Thread.</b> Has one owner.
 */
public final class EventFeed implements AutoCloseable {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Api api;
    private final ApiPath path;
    private final Time time;
    private final Consumer<String> notices;
    private @Nullable EventStream stream;
    private String lastId;
    private Duration wait = FIRST_WAIT;
    private boolean wasConnected;

    /**
     * A feed that is not connected yet.
     *
     * @param lastId id of the last event that is known already, or empty for none
     * @param notices hears when the connection was lost
     */
    public EventFeed(Api api, ApiPath path, String lastId, Time time, Consumer<String> notices) {
        this.api = api;
        this.path = path;
        this.lastId = lastId;
        this.time = time;
        this.notices = notices;
    }

    /**
     * Waits for the next event.
     *
     * @throws UnreachableException if it has never been connected, and cannot be
     * @throws ProblemException if the server does not give events
     */
    public ServerEvent next() throws InterruptedException {
        while (true) {
            try {
                EventStream open = open();
                ServerEvent event = open.next();
                if (event != null) {
                    lastId = event.id().isEmpty() ? lastId : event.id();
                    wait = FIRST_WAIT;
                    return event;
                }
                wait = open.retry().filter(asked -> asked.compareTo(wait) > 0).orElse(wait);
                reconnectLater("it has ended");
            } catch (IOException e) {
                reconnectLater(String.valueOf(e.getMessage()));
            } catch (UnreachableException | TimedOutException e) {
                if (!wasConnected) {
                    throw e;
                }
                reconnectLater("the console cannot be reached");
            } catch (ProblemException e) {
                if (!wasConnected || !e.isPassing()) {
                    throw e;
                }
                reconnectLater("the console is not ready");
            }
        }
    }

    @Override
    public void close() {
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                // It is lost already.
            }
            stream = null;
        }
    }

    private EventStream open() throws InterruptedException {
        if (stream == null) {
            stream = api.events(path, lastId);
            wasConnected = true;
        }
        return stream;
    }

    private void reconnectLater(String cause) throws InterruptedException {
        close();
        notices.accept("Connection was lost: cause=" + cause + "; it is opened anew in " + wait.toSeconds() + " s");
        time.sleep(wait);
        Duration doubled = wait.multipliedBy(2);
        wait = doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }
}
