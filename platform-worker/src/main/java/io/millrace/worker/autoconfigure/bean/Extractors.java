package io.millrace.worker.autoconfigure.bean;

import io.millrace.function.KeyFunction;
import io.millrace.function.TimestampFunction;
import io.millrace.topology.Partitioning;
import io.millrace.type.TypeRef;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Finds what a key or a timestamp names: a property of the value, or a function bean. */
final class Extractors {

    private static final String ITSELF = "this";

    private final ConfigurableListableBeanFactory beans;
    private final BeanTypes types;

    Extractors(ConfigurableListableBeanFactory beans, BeanTypes types) {
        this.beans = beans;
        this.types = types;
    }

    /** The key of values of a type, which may be unknown. */
    Partitioning.Keyed key(String name, @Nullable TypeRef<?> values) {
        if (name.equals(ITSELF)) {
            KeyFunction<Object, Object> itself = value -> value;
            return new Partitioning.Keyed(itself, values);
        }
        Extractor found = find("key", name, values, List.of(Function.class, KeyFunction.class, ToLongFunction.class));
        KeyFunction<Object, Object> key = value -> Objects.requireNonNull(
                found.read().apply(value),
                () -> "Key of a record is null: key=" + name + "; leave such records out before");
        return new Partitioning.Keyed(key, TypeBindings.complete(found.type()));
    }

    /** The event time of values of a type. */
    @SuppressWarnings("JavaUtilDate") // Users have values with it.
    TimestampFunction<Object> timestamp(String name, TypeRef<?> values) {
        Extractor found =
                find("timestamp", name, values, List.of(Function.class, TimestampFunction.class, ToLongFunction.class));
        Class<?> type = TypeBindings.rawClass(found.type());
        Function<Object, @Nullable Object> read = found.read();
        if (type == long.class || type == Long.class) {
            return value -> (Long) required(read.apply(value), name);
        }
        if (type == Instant.class) {
            return value -> ((Instant) required(read.apply(value), name)).toEpochMilli();
        }
        if (type == OffsetDateTime.class) {
            return value -> ((OffsetDateTime) required(read.apply(value), name))
                    .toInstant()
                    .toEpochMilli();
        }
        if (type == ZonedDateTime.class) {
            return value -> ((ZonedDateTime) required(read.apply(value), name))
                    .toInstant()
                    .toEpochMilli();
        }
        if (Date.class.isAssignableFrom(type)) {
            return value -> ((Date) required(read.apply(value), name)).getTime();
        }
        throw new Refused("timestamp has no time: timestamp=" + name + ", type="
                + found.type().getTypeName()
                + "; use an Instant, a long in milliseconds, an OffsetDateTime, a ZonedDateTime or a Date");
    }

    private static Object required(@Nullable Object timestamp, String name) {
        return Objects.requireNonNull(timestamp, () -> "Timestamp of a record is null: timestamp=" + name);
    }

    private Extractor find(String subject, String name, @Nullable TypeRef<?> values, List<Class<?>> interfaces) {
        ValueProperty property = values == null ? null : ValueProperty.find(values, name);
        Extractor bean = bean(subject, name, values, interfaces);
        if (property != null && bean != null) {
            throw new Refused(subject + " is ambiguous: " + subject + "=" + name + ", type=" + values
                    + "; the value has such a property, and there is a function bean of the name: rename the bean");
        }
        if (property != null) {
            return new Extractor(property.type(), property::of);
        }
        if (bean != null) {
            return bean;
        }
        if (values == null) {
            throw new Refused(subject + " cannot be found, since the type of the values is not known: " + subject + "="
                    + name + "; name the type at the step before, or use a function bean");
        }
        throw new Refused(subject + " is neither a property of the value nor a function bean: " + subject + "=" + name
                + ", type=" + values + "; " + Nearest.advice(name, ValueProperty.names(values.rawClass())));
    }

    private @Nullable Extractor bean(
            String subject, String name, @Nullable TypeRef<?> values, List<Class<?>> interfaces) {
        if (!beans.containsBean(name)) {
            return null;
        }
        for (Class<?> kind : interfaces) {
            if (beans.isTypeMatch(name, kind)) {
                TypeBindings bindings = TypeBindings.of(types.of(name));
                TypeRef<?> reads = TypeBindings.complete(bindings.argument(kind, 0));
                if (reads != null && values != null && !TypeBindings.isAssignable(reads, values)) {
                    throw new Refused("function bean of the " + subject + " takes another type: bean=" + name
                            + ", takes=" + reads + ", values=" + values + "; use a function of the values");
                }
                boolean isLong = kind == ToLongFunction.class || kind == TimestampFunction.class;
                return new Extractor(isLong ? Long.class : bindings.argument(kind, 1), function(beans.getBean(name)));
            }
        }
        return null;
    }

    @SuppressWarnings("unchecked")
    private static Function<Object, @Nullable Object> function(Object bean) {
        if (bean instanceof ToLongFunction<?> function) {
            return value -> ((ToLongFunction<Object>) function).applyAsLong(value);
        }
        if (bean instanceof Function<?, ?> function) {
            return (Function<Object, @Nullable Object>) function;
        }
        return value -> checked(bean, value);
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Object checked(Object bean, Object value) {
        try {
            return bean instanceof KeyFunction<?, ?> key
                    ? ((KeyFunction<Object, Object>) key).key(value)
                    : (Object) ((TimestampFunction<Object>) bean).timestampMillis(value);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(
                    "Function bean failed: bean=" + bean.getClass().getName(), e);
        }
    }

    private record Extractor(Type type, Function<Object, @Nullable Object> read) {}
}
