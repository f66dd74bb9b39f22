package io.millrace.examples.wordcount;

import io.millrace.status.TopologyFailure;
import io.millrace.status.TopologyState;
import io.millrace.status.TopologyStateChanged;
import java.io.IOException;
import java.io.PrintStream;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says in one line on standard error why the count has failed. */
@Component
public class FailureNotice {

    @EventListener
    void onChange(TopologyStateChanged change) {
        TopologyFailure failure = change.status().failure();
        if (change.to() == TopologyState.FAILED && failure != null) {
            PrintStream err = Terminal.standardError();
            err.println(sentence(failure));
            err.flush();
        }
    }

    /** An input that cannot be read speaks for itself; everything else needs its place in the topology. */
    private static String sentence(TopologyFailure failure) {
        String cause = failure.cause().getMessage();
        return failure.cause() instanceof IOException && cause != null ? cause : failure.message();
    }
}
