package io.millrace.partition;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hash of a key that is the same in every JVM, version and run. {@link Object#hashCode} is not: that of an enum, and of a
 * record that holds one, changes from process to process, and then the records of one key meet in different tasks.
 *
 * <p>Strings, boxed numbers, booleans, characters, {@link UUID}, {@link BigInteger}, {@link Instant}, {@link Duration} and
 * {@link LocalDate} are hashed by what their classes specify or by their parts, enums by name, arrays by content, records
 * by their components in order (a record that is a key keeps the {@code equals} that the compiler gave it). The result is
 * mixed.
 *
 * <p>Source of the mixing step: A. Appleby, MurmurHash3, {@code fmix32} (public domain).
 */
public final class StableHash {

    private static final Set<Class<?>> LEAVES = Set.of(
            String.class,
            Integer.class,
            Long.class,
            Short.class,
            Byte.class,
            Character.class,
            Boolean.class,
            Double.class,
            Float.class,
            UUID.class,
            BigInteger.class,
            Instant.class,
            Duration.class,
            LocalDate.class);

    private static final ClassValue<MethodHandle[]> ACCESSORS = new ClassValue<>() {
        @Override
        protected MethodHandle[] computeValue(Class<?> type) {
            return accessors(type);
        }
    };

    private StableHash() {}

    /**
     * Stable hash of a key.
     *
     * @throws IllegalArgumentException if the key's class has none
     */
    public static int of(Object key) {
        return key instanceof String s ? mix(s.hashCode()) : mix(raw(key));
    }

    /** Whether two keys are the same: equal, or arrays of equal content. */
    public static boolean equal(Object left, Object right) {
        return left == right
                || left.equals(right)
                || (left.getClass().isArray() && Arrays.deepEquals(new Object[] {left}, new Object[] {right}));
    }

    /** Why keys of this type have no stable hash, or null if they have one. */
    public static @Nullable String fault(Type type) {
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() instanceof Class<?> raw) {
            return fault(raw, true, new HashSet<>());
        }
        return type instanceof Class<?> c ? fault(c, true, new HashSet<>()) : "its class is not known";
    }

    private static @Nullable String fault(Class<?> type, boolean isTop, Set<Class<?>> enclosing) {
        if (type.isPrimitive() || LEAVES.contains(type) || isEnum(type)) {
            return null;
        }
        if (type.isArray()) {
            if (!isTop) {
                return "an array inside a record is compared by identity, not by content";
            }
            return fault(type.getComponentType(), true, enclosing);
        }
        if (type.isRecord()) {
            if (!enclosing.add(type)) {
                return null;
            }
            for (RecordComponent component : type.getRecordComponents()) {
                String fault = fault(component.getType(), false, enclosing);
                if (fault != null) {
                    return "component " + component.getName() + " of " + type.getName() + ": " + fault;
                }
            }
            return null;
        }
        return "the hash code of " + type.getName() + " may differ between processes";
    }

    private static boolean isEnum(Class<?> type) {
        return type.isEnum()
                || (type.getSuperclass() != null && type.getSuperclass().isEnum());
    }

    private static int raw(@Nullable Object key) {
        if (key == null) {
            return 0;
        }
        if (key instanceof String || (key instanceof Number n && isSpecified(n))) {
            return key.hashCode();
        }
        if (key instanceof UUID u) {
            return Long.hashCode(u.getMostSignificantBits() ^ u.getLeastSignificantBits());
        }
        if (key instanceof BigInteger b) {
            return Arrays.hashCode(b.toByteArray());
        }
        if (key instanceof Enum<?> e) {
            return e.name().hashCode();
        }
        if (key instanceof Record) {
            return ofRecord(key);
        }
        if (key instanceof Boolean || key instanceof Character) {
            return key.hashCode();
        }
        if (key instanceof Instant i) {
            return 31 * Long.hashCode(i.getEpochSecond()) + i.getNano();
        }
        if (key instanceof Duration d) {
            return 31 * Long.hashCode(d.getSeconds()) + d.getNano();
        }
        if (key instanceof LocalDate d) {
            return Long.hashCode(d.toEpochDay());
        }
        return ofArray(key);
    }

    private static boolean isSpecified(Number number) {
        return LEAVES.contains(number.getClass()) && !(number instanceof BigInteger);
    }

    private static int ofRecord(Object key) {
        int hash = 1;
        try {
            for (MethodHandle accessor : ACCESSORS.get(key.getClass())) {
                hash = 31 * hash + raw((@Nullable Object) accessor.invokeExact(key));
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "Component of a key cannot be read: class=" + key.getClass().getName(), e);
        }
        return hash;
    }

    private static MethodHandle[] accessors(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        MethodHandle[] accessors = new MethodHandle[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                components[i].getAccessor().setAccessible(true);
                accessors[i] = MethodHandles.lookup()
                        .unreflect(components[i].getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class));
            }
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    "Record cannot be a key, its components are not accessible: class=" + type.getName()
                            + "; make the record public or open its package",
                    e);
        }
        return accessors;
    }

    private static int ofArray(Object key) {
        if (key instanceof byte[] a) {
            return Arrays.hashCode(a);
        }
        if (key instanceof int[] a) {
            return Arrays.hashCode(a);
        }
        if (key instanceof long[] a) {
            return Arrays.hashCode(a);
        }
        if (key instanceof char[] a) {
            return Arrays.hashCode(a);
        }
        if (key instanceof short[] a) {
            return Arrays.hashCode(a);
        }
        if (key instanceof boolean[] a) {
            return Arrays.hashCode(a);
        }
        if (key instanceof double[] a) {
            return Arrays.hashCode(a);
        }
        if (key instanceof float[] a) {
            return Arrays.hashCode(a);
        }
        if (key instanceof Object[] a) {
            int hash = 1;
            for (Object element : a) {
                hash = 31 * hash + raw(element);
            }
            return hash;
        }
        throw new IllegalArgumentException("Key has no stable hash: class="
                + key.getClass().getName() + "; use a string, number, UUID, enum or a record of these as key");
    }

    private static int mix(int hash) {
        int h = hash;
        h ^= h >>> 16;
        h *= 0x85ebca6b;
        h ^= h >>> 13;
        h *= 0xc2b2ae35;
        return h ^ (h >>> 16);
    }
}
