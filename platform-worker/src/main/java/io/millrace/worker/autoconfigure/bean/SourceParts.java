package io.millrace.worker.autoconfigure.bean;

import io.millrace.function.Emitter;
import io.millrace.source.Source;
import io.millrace.time.Timestamped;
import io.millrace.time.WatermarkStrategy;
import io.millrace.topology.StepSpec;
import io.millrace.type.TypeRef;
import io.millrace.worker.autoconfigure.bean.Declaration.MethodCode;
import io.millrace.worker.autoconfigure.bean.Declaration.ObjectCode;
import io.millrace.worker.autoconfigure.bean.invoke.BeanCall;
import io.millrace.worker.autoconfigure.bean.invoke.BeanMethod;
import io.millrace.worker.autoconfigure.bean.invoke.LocatedSource;
import io.millrace.worker.reactive.EmitterSource;
import io.millrace.worker.reactive.IterableSource;
import io.millrace.worker.reactive.PolledSource;
import io.millrace.worker.reactive.PublisherSource;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Understands sources by the table of {@code @Source}. */
final class SourceParts {

    private final PartReader parts;
    private final ConfigurableListableBeanFactory beans;
    private final Extractors extractors;

    SourceParts(PartReader parts, ConfigurableListableBeanFactory beans, Extractors extractors) {
        this.parts = parts;
        this.beans = beans;
        this.extractors = extractors;
    }

    Part read(Declaration declaration) {
        if (declaration.code() instanceof ObjectCode object) {
            return itself(declaration, object.type(), () -> beans.getBean(object.beanName(), Source.class));
        }
        MethodCode code = Objects.requireNonNull(declaration.methodCode());
        Signature signature = code.signature();
        Class<?> raw = signature.resultClass();
        if (Source.class.isAssignableFrom(raw)) {
            requireNoParameters(signature);
            return itself(declaration, signature.result(), () -> called(parts.bind(code)));
        }
        if (signature.isVoid()) {
            return emitting(declaration, code);
        }
        requireNoParameters(signature);
        return returning(declaration, code, raw);
    }

    private Part emitting(Declaration declaration, MethodCode code) {
        Signature signature = code.signature();
        if (signature.parameters().size() != 1 || signature.parameters().get(0).rawClass() != Emitter.class) {
            throw new Refused("source yields nothing: parameters=" + ValueTypes.names(signature)
                    + ", result=void; return the records, or take an Emitter<T> and nothing else");
        }
        TypeRef<?> type = yielded(signature.parameters().get(0).argument(), code.isPartial());
        Duration every = declaration.settings().time().every();
        boolean isBlocking = declaration.settings().isBlocking();
        return part(declaration, code, type, call -> new EmitterSource<>(call::call, every, null, isBlocking));
    }

    private Part returning(Declaration declaration, MethodCode code, Class<?> raw) {
        Type result = code.signature().result();
        Duration every = declaration.settings().time().every();
        boolean isBlocking = declaration.settings().isBlocking();
        if (Publisher.class.isAssignableFrom(raw)) {
            if (every != null) {
                throw new Refused("publisher is not asked again and again: every=" + every
                        + "; leave every out, or pace the publisher itself");
            }
            TypeRef<?> type = yielded(TypeBindings.of(result).argument(Publisher.class, 0), code.isPartial());
            return part(declaration, code, type, call -> new PublisherSource<>(() -> publisher(call), null));
        }
        if (ValueTypes.isMany(raw) || raw == Iterator.class) {
            TypeRef<?> type = yielded(Signature.argumentOf(result), code.isPartial());
            return part(
                    declaration,
                    code,
                    type,
                    call -> every == null
                            ? new IterableSource<>(call::call, null, isBlocking)
                            : new PolledSource<>(call::call, every, null, isBlocking));
        }
        Type value = raw == Optional.class ? Signature.argumentOf(result) : result;
        TypeRef<?> type = yielded(value, code.isPartial());
        // With a period PolledSource takes an Iterable apart; here it is a value that happens to be one.
        boolean isIterableValue = Iterable.class.isAssignableFrom(raw);
        return part(
                declaration,
                code,
                type,
                call -> every != null && isIterableValue
                        ? new EmitterSource<>(out -> emit(call.call(), out), every, null, isBlocking)
                        : new PolledSource<>(call::call, every, null, isBlocking));
    }

    private static void emit(@Nullable Object value, Emitter<Object> out) {
        if (value != null) {
            out.emit(value);
        }
    }

    private Part part(
            Declaration declaration,
            MethodCode code,
            @Nullable TypeRef<?> type,
            Function<BeanCall, Source<Object>> body) {
        boolean isBlocking = declaration.settings().isBlocking();
        return new Part(
                declaration,
                null,
                type,
                null,
                false,
                false,
                () -> {
                    BeanMethod method = parts.bind(code);
                    return new StepSpec.ReadSource(
                            new LocatedSource(method, body, type, isBlocking), watermarks(declaration, type));
                },
                null);
    }

    private Part itself(Declaration declaration, Type type, Supplier<Source<?>> source) {
        if (declaration.settings().time().every() != null) {
            throw new Refused("source of its own is not asked again and again: every="
                    + declaration.settings().time().every() + "; leave every out");
        }
        TypeRef<?> yields = TypeBindings.complete(TypeBindings.of(type).argument(Source.class, 0));
        return new Part(
                declaration,
                null,
                yields,
                null,
                false,
                false,
                () -> new StepSpec.ReadSource(source.get(), watermarks(declaration, yields)),
                null);
    }

    private WatermarkStrategy<?> watermarks(Declaration declaration, @Nullable TypeRef<?> type) {
        Settings.SourceTime time = declaration.settings().time();
        WatermarkStrategy<Object> strategy = WatermarkStrategy.boundedDisorder(time.disorder());
        if (!time.timestamp().isEmpty()) {
            if (type == null) {
                throw new Refused("timestamp cannot be found, since the type of the records is not known: timestamp="
                        + time.timestamp() + "; name the full type of the records");
            }
            strategy = strategy.withTimestamps(extractors.timestamp(time.timestamp(), type));
        }
        Duration maxAhead = time.maxAhead();
        if (maxAhead != null) {
            strategy = strategy.withMaxAhead(maxAhead);
        }
        Duration idleAfter = time.idleAfter();
        return idleAfter == null ? strategy : strategy.withIdleness(idleAfter);
    }

    private static @Nullable TypeRef<?> yielded(Type type, boolean isPartial) {
        boolean isTimed = TypeBindings.rawClass(type) == Timestamped.class;
        return ValueTypes.yielded(isTimed ? Signature.argumentOf(type) : type, isPartial);
    }

    private static void requireNoParameters(Signature signature) {
        if (!signature.parameters().isEmpty()) {
            throw new Refused("source has parameters: parameters=" + ValueTypes.names(signature)
                    + "; take none, or an Emitter<T> alone and return void");
        }
    }

    @SuppressWarnings("unchecked")
    private static Publisher<Object> publisher(BeanCall call) throws Exception {
        return (Publisher<Object>) Objects.requireNonNull(call.call(), "Source has returned null for a publisher");
    }

    private static Source<?> called(BeanMethod method) {
        try {
            if (method.open().call() instanceof Source<?> source) {
                return source;
            }
        } catch (Exception e) {
            throw new IllegalStateException("Method that yields a source failed: method=" + method.location(), e);
        }
        throw new Refused("method has yielded no source but null; return a Source");
    }
}
