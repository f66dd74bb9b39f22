package io.millrace.worker;

import io.millrace.control.LeaderUnavailableException;
import io.millrace.control.MemberUnavailableException;
import io.millrace.control.UnknownCheckpointException;
import io.millrace.worker.remote.Refusal;
import io.millrace.worker.remote.Reply;
import io.millrace.worker.remote.Request;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/** Says what it means that a request has failed: to the one who has asked, and to the member that is to be told. */
final class RequestFailures {

    private RequestFailures() {}

    /** A member has refused it. */
    static RuntimeException of(Request request, Reply.Refused refused) {
        return switch (refused.refusal()) {
            case STATE -> new IllegalStateException(refused.reason());
            case UNKNOWN_CHECKPOINT -> new UnknownCheckpointException(refused.reason());
            case UNAVAILABLE -> unavailable(request, refused.reason());
        };
    }

    /** There is an answer to something else. */
    static RuntimeException ofOtherAnswer(Request request) {
        String whose = request instanceof Request.Query ? "it" : "the leader";
        return unavailable(request, unknown(request, whose + " gave an answer to something else"));
    }

    /**
     * There is no answer.
     *
     * @param patience for how long one was waited for
     */
    static RuntimeException of(Request request, Throwable failure, Duration patience) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return of(request, failure.getCause(), patience);
        }
        if (failure instanceof CancellationException) {
            String reason = request instanceof Request.Query
                    ? "the member was lost"
                    : "the leader was lost, or another one leads now";
            return unavailable(request, unknown(request, reason), failure);
        }
        if (failure instanceof TimeoutException) {
            String reason = "there was no answer for " + patience.toSeconds() + " s";
            return unavailable(request, unknown(request, reason), failure);
        }
        if (failure instanceof LeaderUnavailableException
                || failure instanceof MemberUnavailableException
                || failure instanceof UnknownCheckpointException) {
            return (RuntimeException) failure;
        }
        String message = failure.getMessage();
        return new IllegalStateException(message == null ? failure.toString() : message, failure);
    }

    /** What a member is told whose request has failed here. */
    static Reply refusal(Request request, Throwable failure, Duration patience) {
        RuntimeException told = of(request, failure, patience);
        Refusal refusal = Refusal.STATE;
        if (told instanceof LeaderUnavailableException || told instanceof MemberUnavailableException) {
            refusal = Refusal.UNAVAILABLE;
        } else if (told instanceof UnknownCheckpointException) {
            refusal = Refusal.UNKNOWN_CHECKPOINT;
        }
        return Reply.Refused.of(request, refusal, String.valueOf(told.getMessage()));
    }

    private static RuntimeException unavailable(Request request, String message) {
        return request instanceof Request.Query
                ? new MemberUnavailableException(message)
                : new LeaderUnavailableException(message);
    }

    private static RuntimeException unavailable(Request request, String message, Throwable cause) {
        return request instanceof Request.Query
                ? new MemberUnavailableException(message, cause)
                : new LeaderUnavailableException(message, cause);
    }

    private static String unknown(Request request, String reason) {
        String kind = request.getClass().getSimpleName();
        return request instanceof Request.Query
                ? "Member has not answered, because " + reason + ": request=" + kind + "; try again"
                : "It is not known whether it was done, because " + reason + ": request=" + kind + ", topology="
                        + request.topology() + "; see how the topology is, and ask again if need be";
    }
}
