package io.millrace.worker;

import io.millrace.worker.remote.Reply;
import io.millrace.worker.remote.Request;
import java.util.concurrent.CompletableFuture;

/**
 * Answers what a member is asked of itself.
 *
 * <p><b>Thread.</b> Any; must not block.
 */
@FunctionalInterface
public interface MemberAnswers {

    /** Knows nothing. */
    MemberAnswers NONE = query -> CompletableFuture.failedFuture(
            new IllegalStateException("Member keeps nothing that it could be asked for; ask another"));

    /** Begins with the answer; fails with an {@link IllegalStateException} that says why there is none. */
    CompletableFuture<Reply> answer(Request.Query query);
}
