package io.millrace.worker;

import io.millrace.status.KeptCheckpoint;
import io.millrace.worker.control.Admission;
import io.millrace.worker.control.OpenRequests;
import io.millrace.worker.remote.Messages;
import io.millrace.worker.remote.Post;
import io.millrace.worker.remote.Reply;
import io.millrace.worker.remote.Request;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks whoever leads for what users want of a topology, and answers what others ask while this member leads. Whoever leads is
 * asked in the same way from everywhere, also by itself.
 *
 * <p><b>Contract.</b> Each request is answered within the patience, or fails with an {@link IllegalStateException}. Where the
 * leader may have heard of the request, the failure says that it is not known whether it was done.
 *
 * <p><b>Thread.</b> Any; nothing here waits. The leader is found, and does what it is asked for, on the thread of the node.
 */
final class ClusterControl implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ClusterControl.class);

    /** Time in which there has to be an answer. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Requests of one member that are open at a time. */
    static final int MAX_OPEN = 64;

    /** Requests of all members that the leader works on at a time. */
    static final int MAX_ADMITTED = 256;

    private static final long RETRY_MILLIS = 200;
    private static final int RETRIES = 50;

    private final Parts parts;
    private final Messages messages = new Messages();
    private final OpenRequests<CompletableFuture<Reply>> open = new OpenRequests<>(MAX_OPEN);
    private final Admission admission = new Admission(MAX_OPEN, MAX_ADMITTED);

    /** Makes one that has nothing to do. */
    ClusterControl(Parts parts) {
        this.parts = parts;
    }

    CompletableFuture<Long> start(String topology) {
        return ask(id -> new Request.Start(topology, id), Reply.Done.class, Reply.Done::id);
    }

    CompletableFuture<Long> stop(String topology) {
        return ask(id -> new Request.Stop(topology, id), Reply.Done.class, Reply.Done::id);
    }

    CompletableFuture<Long> savepoint(String topology) {
        return ask(id -> new Request.Savepoint(topology, id), Reply.Taken.class, Reply.Taken::checkpointId);
    }

    CompletableFuture<List<KeptCheckpoint>> checkpoints(String topology) {
        return ask(id -> new Request.Checkpoints(topology, id), Reply.Kept.class, Reply.Kept::checkpoints);
    }

    CompletableFuture<Long> deleteSavepoint(String topology, long checkpointId) {
        return ask(id -> new Request.DeleteSavepoint(topology, id, checkpointId), Reply.Done.class, Reply.Done::id);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // It is the result that tells.
    private <R extends Reply, T> CompletableFuture<T> ask(
            LongFunction<Request> wish, Class<R> kind, Function<R, T> value) {
        CompletableFuture<T> result = new CompletableFuture<>();
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        OptionalLong id = open.add(answer);
        if (id.isEmpty()) {
            result.completeExceptionally(new IllegalStateException(
                    "Leader is asked nothing more, because too many requests are open or this member is leaving: open="
                            + open.size() + ", maxOpen=" + MAX_OPEN + "; try again when some are answered"));
            return result;
        }
        Request request = wish.apply(id.getAsLong());
        answer.orTimeout(parts.patience().toMillis(), TimeUnit.MILLISECONDS).whenComplete((reply, failure) -> {
            open.remove(request.id());
            if (kind.isInstance(reply)) {
                result.complete(value.apply(kind.cast(reply)));
            } else {
                result.completeExceptionally(new IllegalStateException(reason(request, reply, failure), failure));
            }
        });
        parts.node().execute(() -> dispatch(request, answer));
        return result;
    }

    private String reason(Request request, @Nullable Reply reply, @Nullable Throwable failure) {
        if (reply instanceof Reply.Refused refused) {
            return refused.reason();
        }
        if (failure instanceof CancellationException) {
            return unknown(request, "the leader was lost, or another one leads now");
        }
        return failure == null
                ? unknown(request, "the leader gave an answer to something else")
                : reason(request, failure);
    }

    private String reason(Request request, Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return reason(request, failure.getCause());
        }
        if (failure instanceof TimeoutException) {
            return unknown(
                    request, "there was no answer for " + parts.patience().toSeconds() + " s");
        }
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }

    private static String unknown(Request request, String reason) {
        return "It is not known whether it was done, because " + reason + ": request="
                + request.getClass().getSimpleName() + ", topology=" + request.topology()
                + "; see how the topology is, and ask again if need be";
    }

    private void dispatch(Request request, CompletableFuture<Reply> answer) {
        try {
            int leader = parts.leader().getAsInt();
            if (!open.asked(request.id(), leader)) {
                return;
            }
            if (leader == parts.self()) {
                serve(leader, request, answer::complete);
            } else if (!parts.post().send(leader, messages.bytes(request))) {
                throw new IllegalStateException("Leader cannot be reached at the moment: topology=" + request.topology()
                        + ", leader=" + leader + "; try again");
            }
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    /** A member asks. What there is no room for is refused here and now, and leaves nothing behind. */
    void onRequest(int member, Request request) {
        if (!admission.admit(member)) {
            Reply refusal = Reply.Refused.of(
                    request,
                    "Leader has too many requests to answer: maxOfMember=" + MAX_OPEN + ", maxOfAll=" + MAX_ADMITTED
                            + "; try again in a moment");
            if (!parts.post().send(member, messages.bytes(refusal))) {
                log.debug("Refusal is dropped: member={}", member);
            }
            return;
        }
        parts.node().execute(() -> serve(member, request, reply -> answer(member, messages.bytes(reply), RETRIES)));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What comes of it is told to whoever has asked.
    private void serve(int member, Request request, Consumer<Reply> answering) {
        CompletableFuture<Reply> served;
        try {
            served = parts.served().by(member, request);
        } catch (RuntimeException e) {
            served = CompletableFuture.failedFuture(e);
        }
        served.orTimeout(parts.patience().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((reply, failure) -> answering.accept(
                        failure == null ? reply : Reply.Refused.of(request, reason(request, failure))));
    }

    /** What cannot be sent for a while is kept, and counts as open. */
    private void answer(int member, byte[] reply, int retries) {
        if (parts.post().send(member, reply) || retries == 0) {
            admission.release(member);
        } else {
            parts.node().later(RETRY_MILLIS, () -> answer(member, reply, retries - 1));
        }
    }

    /** The leader has answered. */
    void onReply(int member, Reply reply) {
        CompletableFuture<Reply> waiting = open.answered(member, reply.id());
        if (waiting != null) {
            waiting.complete(reply);
        }
    }

    /** Some members will give no answers any more. */
    void onLost(IntPredicate isLost) {
        open.askedOf(isLost).forEach(waiting -> waiting.cancel(false));
    }

    /** Number of requests of others that are worked on. */
    int admitted() {
        return admission.size();
    }

    /** Nobody gets an answer any more. */
    @Override
    public void close() {
        open.close().forEach(waiting -> waiting.cancel(false));
    }

    /** Does what the leader is asked for; called on the thread of the node. */
    @FunctionalInterface
    interface Served {

        /** Begins with it; throws an {@link IllegalStateException}, or fails with one, if it cannot be done. */
        CompletableFuture<Reply> by(int member, Request request);
    }

    /**
     * What it works with.
     *
     * @param self number of this member
     * @param node the thread of the node
     * @param post sends messages to others
     * @param leader number of whoever leads, which may be this member; throws an {@link IllegalStateException} if nobody can
     *     be asked. Called on the thread of the node
     * @param served does what is asked for while this member leads
     * @param patience time in which there has to be an answer
     */
    record Parts(int self, NodeThread node, Post post, IntSupplier leader, Served served, Duration patience) {}
}
