package io.millrace.topology;

/**
 * What becomes of a record on its way from a source to a sink when something fails.
 *
 * @param source name of the source
 * @param sink name of the sink
 * @param guarantee the guarantee
 * @param reason what it rests on; where it is weaker than exactly once, what limits it and what to change
 */
public record PathGuarantee(String source, String sink, Guarantee guarantee, String reason) {

    static PathGuarantee of(Step source, Step sink, Guarantee asked) {
        Limit ofSource = Limit.ofSource(source);
        Limit ofSink = Limit.ofSink(sink);
        Guarantee guarantee = asked.and(ofSource.guarantee).and(ofSink.guarantee);
        return new PathGuarantee(source.name(), sink.name(), guarantee, reason(asked, ofSource, ofSink));
    }

    private static String reason(Guarantee asked, Limit source, Limit sink) {
        boolean isSourceWeaker = source.guarantee.compareTo(asked) < 0;
        boolean isSinkWeaker = sink.guarantee.compareTo(asked) < 0;
        if (isSourceWeaker && isSinkWeaker) {
            return source.reason + "; " + sink.reason;
        }
        if (isSourceWeaker || isSinkWeaker) {
            return isSourceWeaker ? source.reason : sink.reason;
        }
        return switch (asked) {
            case AT_MOST_ONCE -> "the topology asks for AT_MOST_ONCE, so that no checkpoints are taken: ask for more";
            case AT_LEAST_ONCE ->
                "the topology asks for AT_LEAST_ONCE, so that records may count twice after a failure:"
                        + " ask for EXACTLY_ONCE";
            case EXACTLY_ONCE -> source.reason + ", and " + sink.reason;
        };
    }

    /** The most that one end of a path lets through. */
    private record Limit(Guarantee guarantee, String reason) {

        static Limit ofSource(Step step) {
            String subject = "source '" + step.name() + "' ";
            if (!(step.spec() instanceof StepSpec.ReadSource read)) {
                return new Limit(Guarantee.AT_MOST_ONCE, subject + "is declared elsewhere and not known yet");
            }
            return read.source().isReplayable()
                    ? new Limit(Guarantee.EXACTLY_ONCE, subject + "goes back to where the checkpoint was")
                    : new Limit(
                            Guarantee.AT_MOST_ONCE,
                            subject + "cannot be replayed, so that after a failure what it gave since the last"
                                    + " checkpoint is lost: use a source that can go back to a position");
        }

        static Limit ofSink(Step step) {
            String subject = "sink '" + step.name() + "' ";
            if (!(step.spec() instanceof StepSpec.WriteSink write)) {
                return new Limit(Guarantee.AT_LEAST_ONCE, subject + "is declared elsewhere and not known yet");
            }
            if (write.isTransactional()) {
                return new Limit(Guarantee.EXACTLY_ONCE, subject + "takes part in checkpoints");
            }
            return write.isIdempotent()
                    ? new Limit(Guarantee.EXACTLY_ONCE, subject + "is idempotent")
                    : new Limit(
                            Guarantee.AT_LEAST_ONCE,
                            subject + "neither takes part in checkpoints nor is idempotent, so that after a failure"
                                    + " some results are written twice: use a transactional sink, or declare it"
                                    + " idempotent if it is");
        }
    }
}
