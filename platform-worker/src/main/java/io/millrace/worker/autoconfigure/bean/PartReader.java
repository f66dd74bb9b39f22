package io.millrace.worker.autoconfigure.bean;

import io.millrace.aggregate.Aggregate;
import io.millrace.aggregate.Aggregates;
import io.millrace.operator.Operator;
import io.millrace.sink.Sink;
import io.millrace.time.Timestamped;
import io.millrace.topology.StepSpec;
import io.millrace.type.TypeRef;
import io.millrace.worker.autoconfigure.bean.Declaration.MethodCode;
import io.millrace.worker.autoconfigure.bean.Declaration.ObjectCode;
import io.millrace.worker.autoconfigure.bean.invoke.BeanCall;
import io.millrace.worker.autoconfigure.bean.invoke.BeanMethod;
import io.millrace.worker.autoconfigure.bean.invoke.BeanOperators;
import io.millrace.worker.autoconfigure.bean.invoke.CallShape;
import io.millrace.worker.autoconfigure.bean.invoke.MethodFlatMap;
import io.millrace.worker.autoconfigure.bean.invoke.MethodMap;
import io.millrace.worker.autoconfigure.bean.invoke.MethodProcess;
import io.millrace.worker.autoconfigure.bean.invoke.MethodSink;
import io.millrace.worker.autoconfigure.bean.invoke.TimedOperator;
import io.millrace.worker.reactive.BatchOperator;
import io.millrace.worker.reactive.FluxOperator;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import reactor.core.publisher.Flux;

/** Understands declarations by the grammar of their annotations. Creates no bean; what it yields does, when asked. */
final class PartReader {

    private static final String COUNT = "count";

    private final ConfigurableListableBeanFactory beans;
    private final BeanTypes types;
    private final SettingsReader attributes;
    private final SourceParts sources;

    PartReader(ConfigurableListableBeanFactory beans, BeanTypes types) {
        this.beans = beans;
        this.types = types;
        this.attributes = new SettingsReader(
                beans.getBean(ConfigurableApplicationContext.ENVIRONMENT_BEAN_NAME, Environment.class));
        this.sources = new SourceParts(this, beans, new Extractors(beans, types));
    }

    /**
     * What a declaration means.
     *
     * @throws Refused if that cannot be decided
     */
    Part read(Declaration declaration) {
        return switch (declaration.role()) {
            case SOURCE -> sources.read(declaration);
            case OPERATOR -> operator(declaration);
            case SINK -> sink(declaration);
        };
    }

    /** The method of a declaration on its bean, which is created now if it is a singleton. */
    BeanMethod bind(MethodCode code) {
        try {
            return new BeanMethod(beans, code.beanName(), code.method(), code.isPrototype(), code.location());
        } catch (IllegalStateException e) {
            throw new Refused("method cannot be called on the bean: " + e.getMessage()
                    + "; put the method on the interface of the proxy, or have classes proxied (proxyTargetClass)");
        }
    }

    private Part operator(Declaration declaration) {
        if (declaration.code() instanceof ObjectCode object) {
            TypeRef<?> reads =
                    TypeBindings.complete(TypeBindings.of(object.type()).argument(Aggregate.class, 0));
            return aggregate(declaration, reads, () -> beans.getBean(object.beanName(), Aggregate.class));
        }
        MethodCode code = Objects.requireNonNull(declaration.methodCode());
        OperatorForm form = OperatorForm.of(code.signature(), code.isPartial(), attributes);
        if (form.kind() == OperatorForm.Kind.AGGREGATE) {
            return aggregate(declaration, form.reads(), () -> called(bind(code)));
        }
        boolean isKeyed = form.shape().isKeyed();
        Part.Windowed windowed = windowed(declaration);
        if (windowed != null && isKeyed) {
            throw new Refused("results of windows have no keyed state: aggregate="
                    + declaration.settings().aggregate() + "; keep state in a further @Operator");
        }
        return new Part(
                declaration,
                form.reads(),
                form.yields(),
                form.contextKey(),
                isKeyed,
                form.shape().hasEmitter(),
                () -> spec(declaration.settings(), code, form),
                windowed);
    }

    private Part aggregate(Declaration declaration, @Nullable TypeRef<?> reads, Supplier<Aggregate<?, ?, ?>> yields) {
        Settings settings = declaration.settings();
        if (!settings.aggregate().isEmpty()) {
            throw new Refused("aggregate is named twice: aggregate=" + settings.aggregate()
                    + "; the method or bean is an aggregate itself: leave the attribute out");
        }
        if (settings.window() == null || settings.key().isEmpty()) {
            throw new Refused("aggregate needs key and window: key='" + settings.key() + "', window="
                    + (settings.window() == null ? "none" : "given")
                    + "; add key = \"...\" and window = @Window(...)");
        }
        return new Part(declaration, null, null, null, true, false, null, new Part.Windowed(reads, yields));
    }

    private Part.@Nullable Windowed windowed(Declaration declaration) {
        Settings settings = declaration.settings();
        String name = settings.aggregate();
        if (name.isEmpty()) {
            if (settings.window() != null) {
                throw new Refused("window has no aggregate; add aggregate = \"count\" or the name of an Aggregate bean,"
                        + " or return an Aggregate");
            }
            return null;
        }
        if (settings.window() == null || settings.key().isEmpty()) {
            throw new Refused("aggregate needs key and window: aggregate=" + name + ", key='" + settings.key()
                    + "', window=" + (settings.window() == null ? "none" : "given")
                    + "; add key = \"...\" and window = @Window(...)");
        }
        if (beans.containsBean(name) && beans.isTypeMatch(name, Aggregate.class)) {
            Type type = types.of(name);
            return new Part.Windowed(
                    TypeBindings.complete(TypeBindings.of(type).argument(Aggregate.class, 0)),
                    () -> beans.getBean(name, Aggregate.class));
        }
        if (name.equals(COUNT)) {
            return new Part.Windowed(null, Aggregates::count);
        }
        throw new Refused("aggregate is no bean: aggregate=" + name + "; use count, or the name of an Aggregate bean: "
                + Nearest.advice(name, List.of(beans.getBeanNamesForType(Aggregate.class, true, false))));
    }

    private Aggregate<?, ?, ?> called(BeanMethod method) {
        try {
            if (method.open().call() instanceof Aggregate<?, ?, ?> aggregate) {
                return aggregate;
            }
        } catch (Exception e) {
            throw new IllegalStateException("Method that yields an aggregate failed: method=" + method.location(), e);
        }
        throw new Refused("method has yielded no aggregate but null; return an Aggregate");
    }

    private StepSpec spec(Settings settings, MethodCode code, OperatorForm form) {
        BeanMethod method = bind(code);
        CallShape shape = form.shape();
        if (form.kind() == OperatorForm.Kind.BATCH) {
            return custom(method, form, call -> new BatchOperator(settings.maxBatch(), shape.batch(call)));
        }
        if (form.kind() == OperatorForm.Kind.FLUX) {
            if (!settings.isBlocking()) {
                throw new Refused("operator from Flux to Flux waits until the flux asks for records, and would hold up"
                        + " the tasks beside it: blocking=false; leave blocking out");
            }
            return custom(method, form, call -> new FluxOperator(flux -> publisher(call, flux)));
        }
        if (method.isPerTask()) {
            return custom(method, form, call -> shape.operator(call, method.location()));
        }
        BeanCall call = method.open();
        if (shape.isKeyed()) {
            return new StepSpec.ProcessKeyed(new MethodProcess(shape, call, method.location()), form.states());
        }
        if (shape.isTimed()) {
            return custom(method, form, shared -> new TimedOperator(shape, shared));
        }
        boolean isExactlyOne = code.signature().resultClass().isPrimitive()
                && !code.signature().isVoid()
                && shape.slots().size() == 1;
        return isExactlyOne
                ? new StepSpec.MapValues(new MethodMap(call, method.location()))
                : new StepSpec.FlatMapValues(new MethodFlatMap(shape, call, method.location()));
    }

    private static StepSpec custom(
            BeanMethod method, OperatorForm form, Function<BeanCall, Operator<Object, Object>> body) {
        return new StepSpec.RunOperator(new BeanOperators(method, body), form.states());
    }

    private static Publisher<?> publisher(BeanCall call, Flux<Object> values) {
        try {
            return (Publisher<?>) Objects.requireNonNull(call.call(values), "Method on a Flux has returned null");
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Method on a Flux failed: " + e.getMessage(), e);
        }
    }

    private Part sink(Declaration declaration) {
        if (declaration.code() instanceof ObjectCode object) {
            TypeRef<?> reads =
                    TypeBindings.complete(TypeBindings.of(object.type()).argument(Sink.class, 0));
            return sinkPart(declaration, reads, () -> {
                Sink<?> sink = beans.getBean(object.beanName(), Sink.class);
                return new StepSpec.WriteSink(sink, sink);
            });
        }
        MethodCode code = Objects.requireNonNull(declaration.methodCode());
        Signature signature = code.signature();
        if (Sink.class.isAssignableFrom(signature.resultClass())
                && signature.parameters().isEmpty()) {
            Type type = signature.result();
            TypeRef<?> reads = TypeBindings.complete(TypeBindings.of(type).argument(Sink.class, 0));
            return sinkPart(declaration, reads, () -> calledSink(bind(code)));
        }
        if (!signature.isVoid()) {
            throw new Refused(
                    "sink returns something: result=" + signature.result().getTypeName()
                            + "; return void, make it an @Operator, or return a Sink without parameters");
        }
        if (signature.parameters().size() != 1 || signature.parameters().get(0).state() != null) {
            throw new Refused("sink takes exactly the value: parameters=" + ValueTypes.names(signature)
                    + "; take T, Timestamped<T> or List<T>");
        }
        return valueSink(declaration, code, signature.parameters().get(0));
    }

    private Part valueSink(Declaration declaration, MethodCode code, Signature.Parameter parameter) {
        Class<?> raw = parameter.rawClass();
        boolean isTimed = raw == Timestamped.class;
        boolean isBatch = raw == List.class;
        if (!isTimed && !isBatch) {
            ValueTypes.requireSinkValue(parameter.type());
        }
        TypeRef<?> reads = ValueTypes.read(
                isTimed || isBatch ? parameter.argument() : parameter.type(), "value", code.isPartial());
        int maxBatch = isBatch ? declaration.settings().maxBatch() : 0;
        return sinkPart(declaration, reads, () -> {
            MethodSink sink = new MethodSink(bind(code), isTimed, maxBatch);
            return new StepSpec.WriteSink(sink, sink);
        });
    }

    private static StepSpec.WriteSink calledSink(BeanMethod method) {
        try {
            if (method.open().call() instanceof Sink<?> sink) {
                return new StepSpec.WriteSink(sink, sink);
            }
        } catch (Exception e) {
            throw new IllegalStateException("Method that yields a sink failed: method=" + method.location(), e);
        }
        throw new Refused("method has yielded no sink but null; return a Sink");
    }

    private static Part sinkPart(
            Declaration declaration, @Nullable TypeRef<?> reads, Supplier<StepSpec.WriteSink> sink) {
        boolean isIdempotent = declaration.settings().isIdempotent();
        Supplier<StepSpec> spec = () -> isIdempotent ? sink.get().idempotent() : sink.get();
        return new Part(declaration, reads, null, null, false, false, spec, null);
    }
}
