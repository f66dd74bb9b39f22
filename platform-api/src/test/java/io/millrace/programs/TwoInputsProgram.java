package io.millrace.programs;

import io.millrace.function.Emitter;
import io.millrace.function.SinkFunction;
import io.millrace.operator.KeyedCoProcess;
import io.millrace.operator.KeyedContext;
import io.millrace.source.Source;
import io.millrace.state.StateHandle;
import io.millrace.state.ValueState;
import io.millrace.stream.KeyedStream;
import io.millrace.stream.TopologyBuilder;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.Topology;
import java.time.Duration;
import java.util.UUID;

/** Matches requests with responses by their id; what finds no partner within ten seconds is reported too. */
final class TwoInputsProgram {

    private TwoInputsProgram() {}

    static Topology topology(Source<Request> requests, Source<Response> responses, SinkFunction<Outcome> outcomes) {
        TopologyBuilder builder = TopologyBuilder.named("answers");
        Duration disorder = Duration.ofSeconds(1);
        KeyedStream<UUID, Request> left = builder.source(
                        "requests", requests, WatermarkStrategy.boundedDisorder(disorder, Request::atMillis))
                .keyBy(Request::id);
        KeyedStream<UUID, Response> right = builder.source(
                        "responses", responses, WatermarkStrategy.boundedDisorder(disorder, Response::atMillis))
                .keyBy(Response::id);
        left.connect(right)
                .process("match", new Matcher(Duration.ofSeconds(10)), Matcher.REQUEST, Matcher.RESPONSE)
                .sink("outcomes", outcomes);
        return builder.build();
    }

    record Request(UUID id, long atMillis) {}

    record Response(UUID id, int status, long atMillis) {}

    sealed interface Outcome {}

    record Answered(UUID id, int status, long tookMillis) implements Outcome {}

    record Unanswered(UUID id) implements Outcome {}

    record Unasked(UUID id) implements Outcome {}

    /** Whatever comes first waits in state for its partner, or for its timer. */
    static final class Matcher implements KeyedCoProcess<UUID, Request, Response, Outcome> {

        static final StateHandle<ValueState<Request>> REQUEST = StateHandle.value("request", Request.class);
        static final StateHandle<ValueState<Response>> RESPONSE = StateHandle.value("response", Response.class);

        private final long patienceMillis;

        Matcher(Duration patience) {
            this.patienceMillis = patience.toMillis();
        }

        @Override
        public void onLeft(Request request, KeyedContext<UUID> context, Emitter<Outcome> out) {
            Response response = context.state(RESPONSE).get();
            if (response != null) {
                context.state(RESPONSE).clear();
                context.timers().clear(response.atMillis() + patienceMillis);
                out.emit(answered(request, response));
            } else {
                context.state(REQUEST).set(request);
                context.timers().set(request.atMillis() + patienceMillis);
            }
        }

        @Override
        public void onRight(Response response, KeyedContext<UUID> context, Emitter<Outcome> out) {
            Request request = context.state(REQUEST).get();
            if (request != null) {
                context.state(REQUEST).clear();
                context.timers().clear(request.atMillis() + patienceMillis);
                out.emit(answered(request, response));
            } else {
                context.state(RESPONSE).set(response);
                context.timers().set(response.atMillis() + patienceMillis);
            }
        }

        @Override
        public void onTimer(long timestampMillis, KeyedContext<UUID> context, Emitter<Outcome> out) {
            boolean isRequest = context.state(REQUEST).get() != null;
            out.emit(isRequest ? new Unanswered(context.key()) : new Unasked(context.key()));
            context.state(REQUEST).clear();
            context.state(RESPONSE).clear();
        }

        private static Answered answered(Request request, Response response) {
            return new Answered(request.id(), response.status(), response.atMillis() - request.atMillis());
        }
    }
}
