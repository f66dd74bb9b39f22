package io.millrace.kafka.source;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** Tells errors of Kafka that pass by themselves from those that do not, and says what to do about the latter. */
final class KafkaFaults {

    private KafkaFaults() {}

    /** The error itself, without what futures wrap around it. */
    static Throwable unwrapped(Throwable error) {
        Throwable unwrapped = error;
        while ((unwrapped instanceof CompletionException || unwrapped instanceof ExecutionException)
                && unwrapped.getCause() != null) {
            unwrapped = unwrapped.getCause();
        }
        return unwrapped;
    }

    /** Whether it may go away if one waits: no broker answers, or one does not know yet what it has to know. */
    static boolean passes(Throwable error) {
        return error instanceof RetriableException;
    }

    /** An error that users understand, with Kafka's own as its cause. */
    static SourceFailedException explained(Throwable error, SourceSettings<?> settings) {
        String brokers = settings.configuration().brokers();
        if (error instanceof SourceFailedException known) {
            return known;
        }
        if (error instanceof AuthenticationException) {
            return new SourceFailedException(
                    "Kafka refuses the login: brokers=" + brokers + ", reason=" + error.getMessage()
                            + "; check the credentials and certificates (spring.kafka.security, spring.kafka.ssl,"
                            + " sasl.jaas.config)",
                    error);
        }
        if (error instanceof AuthorizationException) {
            return new SourceFailedException(
                    "Kafka does not allow it: brokers=" + brokers + ", " + subject(error, settings) + ", reason="
                            + error.getMessage()
                            + "; give the user of this application the rights to READ and DESCRIBE the topics, and to"
                            + " READ the group if there is one",
                    error);
        }
        return new SourceFailedException(
                "Kafka cannot be read: brokers=" + brokers + ", reason=" + error + "; see the cause", error);
    }

    private static String subject(Throwable error, SourceSettings<?> settings) {
        if (error instanceof GroupAuthorizationException group) {
            return "group=" + group.groupId();
        }
        return error instanceof TopicAuthorizationException topics
                        && !topics.unauthorizedTopics().isEmpty()
                ? "topics=" + topics.unauthorizedTopics()
                : "topics=" + settings.topics();
    }
}
