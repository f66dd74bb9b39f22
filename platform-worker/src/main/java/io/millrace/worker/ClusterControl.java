package io.millrace.worker;

import io.millrace.control.LeaderUnavailableException;
import io.millrace.control.MemberUnavailableException;
import io.millrace.control.StartFrom;
import io.millrace.status.KeptCheckpoint;
import io.millrace.worker.control.Admission;
import io.millrace.worker.control.OpenRequests;
import io.millrace.worker.remote.Messages;
import io.millrace.worker.remote.Post;
import io.millrace.worker.remote.Refusal;
import io.millrace.worker.remote.Reply;
import io.millrace.worker.remote.Request;
import io.millrace.worker.remote.Steering;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks whoever leads for what users want of a topology, and any member for what it alone knows; answers what others ask. Whoever
 * is asked is so in the same way from everywhere, also by itself.
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

    /** The same for what a member is asked of itself. */
    private static final Duration QUERY_PATIENCE = Duration.ofSeconds(5);

    /** Requests of one member that are open at a time. */
    static final int MAX_OPEN = 64;

    /** Questions to members that are open at a time; each chart asks every member one. */
    static final int MAX_OPEN_QUERIES = 1024;

    /** Numbers of questions begin here, and those of requests never come so far. */
    private static final long FIRST_QUERY = 1L << 40;

    /** Requests of all members that one works on at a time. */
    static final int MAX_ADMITTED = 256;

    private static final long RETRY_MILLIS = 200;
    private static final int RETRIES = 50;

    private final Parts parts;
    private final Messages messages = new Messages();
    private final OpenRequests<CompletableFuture<Reply>> requests = new OpenRequests<>(MAX_OPEN);
    private final OpenRequests<CompletableFuture<Reply>> queries = new OpenRequests<>(MAX_OPEN_QUERIES, FIRST_QUERY);
    private final Admission requestsOfOthers = new Admission(MAX_OPEN, MAX_ADMITTED);
    private final Admission queriesOfOthers = new Admission(MAX_OPEN, MAX_ADMITTED);

    /** Makes one that has nothing to do. */
    ClusterControl(Parts parts) {
        this.parts = parts;
    }

    CompletableFuture<Long> start(String topology, StartFrom from) {
        long checkpointId = from.kind() == StartFrom.Kind.LAST ? Request.Start.LAST : from.checkpointId();
        return ask(id -> new Request.Start(topology, id, checkpointId), Reply.Done.class, Reply.Done::id);
    }

    CompletableFuture<Long> steer(String topology, Steering steering) {
        return ask(id -> new Request.Steer(topology, id, steering), Reply.Done.class, Reply.Done::id);
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

    /** Asks a member, which may be this one, for something of itself. */
    <R extends Reply, T> CompletableFuture<T> query(
            int member, LongFunction<Request.Query> wish, Class<R> kind, Function<R, T> value) {
        return ask(new Addressee(() -> member, false), wish::apply, kind, value);
    }

    private <R extends Reply, T> CompletableFuture<T> ask(
            LongFunction<Request> wish, Class<R> kind, Function<R, T> value) {
        return ask(new Addressee(parts.leader(), true), wish, kind, value);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // It is the result that tells.
    private <R extends Reply, T> CompletableFuture<T> ask(
            Addressee addressee, LongFunction<Request> wish, Class<R> kind, Function<R, T> value) {
        CompletableFuture<T> result = new CompletableFuture<>();
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        OpenRequests<CompletableFuture<Reply>> open = addressee.isLeader() ? requests : queries;
        OptionalLong id = open.add(answer);
        if (id.isEmpty()) {
            String reason = addressee + " is asked nothing more, because too many requests are open or this member is"
                    + " leaving: open=" + open.size() + ", maxOpen="
                    + (addressee.isLeader() ? MAX_OPEN : MAX_OPEN_QUERIES) + "; try again when some are answered";
            result.completeExceptionally(addressee.unavailable(reason));
            return result;
        }
        Request request = wish.apply(id.getAsLong());
        Duration patience = patience(request);
        answer.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).whenComplete((reply, failure) -> {
            open.remove(request.id());
            if (kind.isInstance(reply)) {
                result.complete(value.apply(kind.cast(reply)));
            } else if (reply instanceof Reply.Refused refused) {
                result.completeExceptionally(RequestFailures.of(request, refused));
            } else {
                result.completeExceptionally(
                        failure == null
                                ? RequestFailures.ofOtherAnswer(request)
                                : RequestFailures.of(request, failure, patience));
            }
        });
        parts.node().execute(() -> dispatch(addressee, request, answer));
        return result;
    }

    private Duration patience(Request request) {
        boolean isShort = request instanceof Request.Query && QUERY_PATIENCE.compareTo(parts.patience()) < 0;
        return isShort ? QUERY_PATIENCE : parts.patience();
    }

    private void dispatch(Addressee addressee, Request request, CompletableFuture<Reply> answer) {
        try {
            int member = addressee.number().getAsInt();
            if (!(addressee.isLeader() ? requests : queries).asked(request.id(), member)) {
                return;
            }
            if (member == parts.self()) {
                serve(member, request, answer::complete);
            } else if (!parts.post().send(member, messages.bytes(request))) {
                throw addressee.unavailable(addressee + " cannot be reached at the moment: member=" + member
                        + ", topology=" + request.topology() + "; try again");
            }
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    /** A member asks. What there is no room for is refused here and now, and leaves nothing behind. */
    void onRequest(int member, Request request) {
        if (!admission(request).admit(member)) {
            Reply refusal = Reply.Refused.of(
                    request,
                    Refusal.UNAVAILABLE,
                    "Member has too many requests to answer: maxOfMember=" + MAX_OPEN + ", maxOfAll=" + MAX_ADMITTED
                            + "; try again in a moment");
            if (!parts.post().send(member, messages.bytes(refusal))) {
                log.debug("Refusal is dropped: member={}", member);
            }
            return;
        }
        parts.node()
                .execute(() ->
                        serve(member, request, reply -> answer(member, request, bytes(request, reply), RETRIES)));
    }

    private Admission admission(Request request) {
        return request instanceof Request.Query ? queriesOfOthers : requestsOfOthers;
    }

    /** An answer that no message holds is refused instead, so that whoever has asked knows. */
    private byte[] bytes(Request request, Reply reply) {
        try {
            return messages.bytes(reply);
        } catch (RuntimeException e) {
            log.warn("Answer cannot be sent: request={}", request.getClass().getSimpleName(), e);
            return messages.bytes(Reply.Refused.of(
                    request, Refusal.STATE, "Answer is too large for a message; ask for less, such as one operator"));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What comes of it is told to whoever has asked.
    private void serve(int member, Request request, Consumer<Reply> answering) {
        CompletableFuture<Reply> served;
        try {
            served = parts.served().by(member, request);
        } catch (RuntimeException e) {
            served = CompletableFuture.failedFuture(e);
        }
        Duration patience = patience(request);
        served.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((reply, failure) -> answering.accept(
                        failure == null ? reply : RequestFailures.refusal(request, failure, patience)));
    }

    /** What cannot be sent for a while is kept, and counts as open. */
    private void answer(int member, Request request, byte[] reply, int retries) {
        if (parts.post().send(member, reply) || retries == 0) {
            admission(request).release(member);
        } else {
            parts.node().later(RETRY_MILLIS, () -> answer(member, request, reply, retries - 1));
        }
    }

    /** A member has answered. */
    void onReply(int member, Reply reply) {
        CompletableFuture<Reply> waiting = (reply.id() < FIRST_QUERY ? requests : queries).answered(member, reply.id());
        if (waiting != null) {
            waiting.complete(reply);
        }
    }

    /** Some members will give no answers any more. */
    void onLost(IntPredicate isLost) {
        requests.askedOf(isLost).forEach(waiting -> waiting.cancel(false));
        queries.askedOf(isLost).forEach(waiting -> waiting.cancel(false));
    }

    /** Another one leads: who led before gives no answers any more to what was asked of the leader. */
    void onLeader(int leader) {
        requests.askedOf(asked -> asked != leader).forEach(waiting -> waiting.cancel(false));
    }

    /** Number of requests of others that are worked on. */
    int admitted() {
        return requestsOfOthers.size() + queriesOfOthers.size();
    }

    /** Nobody gets an answer any more. */
    @Override
    public void close() {
        requests.close().forEach(waiting -> waiting.cancel(false));
        queries.close().forEach(waiting -> waiting.cancel(false));
    }

    /**
     * Somebody who is asked.
     *
     * @param number says which member that is; throws an {@link IllegalStateException} if nobody can be asked
     * @param isLeader whether it is asked because it leads
     */
    private record Addressee(IntSupplier number, boolean isLeader) {

        RuntimeException unavailable(String reason) {
            return isLeader ? new LeaderUnavailableException(reason) : new MemberUnavailableException(reason);
        }

        @Override
        public String toString() {
            return isLeader ? "Leader" : "Member";
        }
    }

    /** Does what this member is asked for; called on the thread of the node. */
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
     * @param served does what is asked for, of the leader while this member leads
     * @param patience time in which there has to be an answer
     */
    record Parts(int self, NodeThread node, Post post, IntSupplier leader, Served served, Duration patience) {}
}
