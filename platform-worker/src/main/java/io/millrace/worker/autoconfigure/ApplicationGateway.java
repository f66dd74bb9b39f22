package io.millrace.worker.autoconfigure;

import io.millrace.control.UnknownTopologyException;
import io.millrace.gateway.GatewayException;
import io.millrace.gateway.StreamGateway;
import io.millrace.source.GatewaySource;
import io.millrace.status.TopologyStatus;
import io.millrace.topology.Step;
import io.millrace.topology.StepSpec;
import io.millrace.type.TypeRef;
import io.millrace.worker.task.TapListener;
import io.millrace.worker.task.Taps;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * The gateway of an application whose topologies run in this process. What subscribers do, they do on threads of Reactor
 * and never on those of the engine: with results on one that may block, since servlet containers do when they write.
 */
final class ApplicationGateway implements StreamGateway, ApplicationListener<ContextClosedEvent> {

    private static final Logger log = LoggerFactory.getLogger(ApplicationGateway.class);
    private static final int MAX_BEHIND = 1024;

    private final ApplicationTopologies topologies;
    private final ApplicationContext context;
    private final Sinks.Empty<Void> closed = Sinks.empty();

    ApplicationGateway(ApplicationTopologies topologies, ApplicationContext context) {
        this.topologies = topologies;
        this.context = context;
    }

    @Override
    public Mono<Void> send(String source, Object value) {
        Objects.requireNonNull(value, "value");
        return Mono.<Void>create(sink -> offer(source, value, sink)).publishOn(Schedulers.parallel());
    }

    @Override
    public <T> Flux<T> flux(String step, Class<T> type) {
        return flux(step, TypeRef.of(type));
    }

    @Override
    public <T> Flux<T> flux(String step, TypeRef<T> type) {
        return Flux.<T>create(sink -> listen(step, type, sink), FluxSink.OverflowStrategy.IGNORE)
                .onBackpressureBuffer(
                        MAX_BEHIND,
                        missed -> log.debug("Subscriber does not keep up and misses a result: step={}", step),
                        BufferOverflowStrategy.DROP_OLDEST)
                .publishOn(Schedulers.boundedElastic())
                .takeUntilOther(closed.asMono());
    }

    @Override
    public List<String> topologies() {
        return topologies.names();
    }

    @Override
    public TopologyStatus status(String topology) {
        return known(() -> topologies.managed(topology)).status();
    }

    @Override
    public void start(String topology) {
        known(() -> topologies.managed(topology));
        topologies.start(topology);
    }

    @Override
    public void stop(String topology) {
        known(() -> topologies.managed(topology));
        topologies.stop(topology);
    }

    @Override
    public Mono<Long> savepoint(String topology) {
        return Mono.fromFuture(() -> known(() -> topologies.managed(topology)).savepoint())
                .publishOn(Schedulers.parallel());
    }

    /** Before the web server waits for its requests, of which the listeners of a stream would never end. */
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        if (event.getApplicationContext() == context) {
            closed.tryEmitEmpty();
        }
    }

    private void offer(String name, Object value, MonoSink<Void> sink) {
        Place place = place(name);
        if (!(place.step().spec() instanceof StepSpec.ReadSource read)
                || !(read.source() instanceof GatewaySource<?> source)) {
            throw new GatewayException(
                    GatewayException.Reason.WRONG_TYPE,
                    "Step takes no records from the gateway: step=" + name + ", kind="
                            + place.step().spec().kind() + "; declare a source with Sources.gateway(...)");
        }
        if (!source.type().rawClass().isInstance(value)) {
            throw new GatewayException(
                    GatewayException.Reason.WRONG_TYPE,
                    "Record is not of the type of the source: source=" + name + ", type=" + source.type() + ", found="
                            + value.getClass().getName() + "; send what the source declares");
        }
        Delivery delivery = new Delivery(place, sink);
        sink.onDispose(() -> delivery.cancel(source));
        switch (offer(source, value, delivery)) {
            case WAITS -> {}
            case NOT_RUNNING -> sink.error(notRunning(place));
            case FULL ->
                sink.error(new GatewayException(
                        GatewayException.Reason.OVERLOADED,
                        "Too many records wait for the topology: source=" + name + ", waiting="
                                + GatewaySource.MAX_WAITING + "; send less, or wait for those that were sent"));
        }
    }

    @SuppressWarnings("unchecked") // The value has been checked against the type.
    private static <T> GatewaySource.Offer offer(GatewaySource<T> source, Object value, Delivery delivery) {
        return source.offer((T) value, delivery);
    }

    private <T> void listen(String name, TypeRef<T> type, FluxSink<T> sink) {
        Place place = place(name);
        if (place.step().spec().isSink()) {
            throw new GatewayException(
                    GatewayException.Reason.WRONG_TYPE,
                    "Sink has no results: step=" + name + "; listen to the step before it, "
                            + place.step().inputs().stream()
                                    .map(input -> input.from())
                                    .toList());
        }
        TypeRef<?> found = place.step().outputType();
        if (found != null && !type.rawClass().isAssignableFrom(found.rawClass())) {
            throw new GatewayException(
                    GatewayException.Reason.WRONG_TYPE,
                    "Results of the step are of another type: step=" + name + ", type=" + found + ", asked for=" + type
                            + "; ask for the type that the step yields");
        }
        Taps.Tap tap = place.topology().taps().of(place.step().name());
        TapListener listener = (value, timestampMillis) -> next(sink, type, value, name);
        sink.onDispose(() -> tap.remove(listener));
        tap.add(listener);
    }

    @SuppressWarnings("unchecked") // Checked by its class.
    private static <T> void next(FluxSink<T> sink, TypeRef<T> type, Object value, String step) {
        if (type.rawClass().isInstance(value)) {
            sink.next((T) value);
        } else {
            sink.error(new GatewayException(
                    GatewayException.Reason.WRONG_TYPE,
                    "Result of the step is of another type: step=" + step + ", found="
                            + value.getClass().getName() + ", asked for=" + type
                            + "; ask for the type that the step yields"));
        }
    }

    /** Finds a step by its own name, or by that of its topology and its own. */
    private Place place(String name) {
        int slash = name.indexOf('/');
        String stepName = Step.canonicalName(name.substring(slash + 1));
        List<Place> found = new ArrayList<>();
        for (ManagedTopology topology : topologies.managed()) {
            if (slash < 0
                    || Step.canonicalName(topology.topology().name())
                            .equals(Step.canonicalName(name.substring(0, slash)))) {
                for (Step step : topology.topology().steps()) {
                    if (Step.canonicalName(step.name()).equals(stepName)) {
                        found.add(new Place(topology, step));
                    }
                }
            }
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new GatewayException(
                GatewayException.Reason.UNKNOWN_NAME, found.isEmpty() ? unknown(name) : ambiguous(name, found));
    }

    private String unknown(String name) {
        List<String> known = topologies.managed().stream()
                .flatMap(topology -> topology.topology().steps().stream().map(step -> new Place(topology, step)))
                .map(Place::name)
                .toList();
        return "Application has no such step: step=" + name + "; it has " + known;
    }

    private static String ambiguous(String name, List<Place> found) {
        return "Several topologies have such a step: step=" + name + "; name it as one of "
                + found.stream().map(Place::name).toList();
    }

    private static GatewayException notRunning(Place place) {
        return new GatewayException(
                GatewayException.Reason.NOT_RUNNING,
                "Topology is not running: topology="
                        + place.topology().topology().name() + ", state="
                        + place.topology().status().state() + "; the record was not taken");
    }

    private static ManagedTopology known(Supplier<ManagedTopology> lookup) {
        try {
            return lookup.get();
        } catch (UnknownTopologyException e) {
            throw new GatewayException(GatewayException.Reason.UNKNOWN_NAME, String.valueOf(e.getMessage()));
        }
    }

    /** A step of a topology. */
    private record Place(ManagedTopology topology, Step step) {

        String name() {
            return topology.topology().name() + "/" + step.name();
        }
    }

    /** One record on its way to the topology: taken or taken back, whichever is first. */
    private static final class Delivery implements GatewaySource.Receipt {

        private final Place place;
        private final MonoSink<Void> sink;
        private final AtomicBoolean isDecided = new AtomicBoolean();

        Delivery(Place place, MonoSink<Void> sink) {
            this.place = place;
            this.sink = sink;
        }

        @Override
        public boolean onTaken() {
            if (!isDecided.compareAndSet(false, true)) {
                return false;
            }
            sink.success();
            return true;
        }

        @Override
        public void onRefused() {
            if (isDecided.compareAndSet(false, true)) {
                sink.error(notRunning(place));
            }
        }

        void cancel(GatewaySource<?> source) {
            if (isDecided.compareAndSet(false, true)) {
                source.withdraw(this);
            }
        }
    }
}
