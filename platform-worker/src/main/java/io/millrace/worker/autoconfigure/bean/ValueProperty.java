package io.millrace.worker.autoconfigure.bean;

import io.millrace.type.TypeRef;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * Property of values, found in their type: a component of a record, a getter, a method of the property's name, or a public
 * field; {@code a.b} is property b of property a.
 *
 * @param type type of the property
 * @param read reads it, from object to object
 */
record ValueProperty(Type type, MethodHandle read) {

    private static final Set<String> NO_PROPERTIES =
            Set.of("getClass", "hashCode", "notify", "notifyAll", "wait", "clone");

    /**
     * Finds a property.
     *
     * @return null if the values have none of this name
     * @throws Refused if there are several
     */
    static @Nullable ValueProperty find(TypeRef<?> values, String path) {
        Type type = values.type();
        MethodHandle read = MethodHandles.identity(Object.class);
        for (String name : path.split("\\.", -1)) {
            ValueProperty next = step(type, name);
            if (next == null) {
                return null;
            }
            type = next.type();
            read = MethodHandles.filterReturnValue(read, next.read());
        }
        return new ValueProperty(type, read);
    }

    /** Names of the properties of a type, to suggest one. */
    static Set<String> names(Class<?> type) {
        Set<String> names = new TreeSet<>();
        for (Method method : type.getMethods()) {
            if (isReader(method) && method.getDeclaringClass() != Object.class) {
                names.add(propertyName(method.getName()));
            }
        }
        Arrays.stream(type.getFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .forEach(field -> names.add(field.getName()));
        return names;
    }

    /** Reads the property. */
    @Nullable
    Object of(Object value) {
        try {
            return (@Nullable Object) read.invokeExact(value);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("Property of a value cannot be read: type=" + type.getTypeName(), e);
        }
    }

    private static @Nullable ValueProperty step(Type owner, String name) {
        Class<?> raw = TypeBindings.rawClass(owner);
        Map<String, Method> readers = new LinkedHashMap<>();
        for (String reader :
                new String[] {name, "get" + StringUtils.capitalize(name), "is" + StringUtils.capitalize(name)}) {
            Method method = reader(raw, reader);
            if (method != null) {
                readers.put(reader, method);
            }
        }
        if (raw.isRecord() && readers.containsKey(name)) {
            readers.keySet().retainAll(Set.of(name));
        }
        if (readers.size() > 1) {
            throw new Refused("property is ambiguous: property=" + name + ", methods=" + readers.keySet() + ", type="
                    + raw.getName() + "; name the method in full, such as "
                    + readers.keySet().stream().skip(1).findFirst().orElse(name));
        }
        TypeBindings bindings = TypeBindings.of(owner);
        try {
            for (Method method : readers.values()) {
                method.setAccessible(true);
                return property(
                        bindings.resolve(method.getGenericReturnType()),
                        MethodHandles.lookup().unreflect(method));
            }
            Field field = raw.getField(name);
            if (Modifier.isStatic(field.getModifiers())) {
                return null;
            }
            field.setAccessible(true);
            return property(
                    bindings.resolve(field.getGenericType()),
                    MethodHandles.lookup().unreflectGetter(field));
        } catch (NoSuchFieldException e) {
            return null;
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            throw new Refused("property is not accessible: property=" + name + ", type=" + raw.getName()
                    + "; make class and method public, or open the package");
        }
    }

    private static ValueProperty property(Type type, MethodHandle reader) {
        return new ValueProperty(type, reader.asType(MethodType.methodType(Object.class, Object.class)));
    }

    private static @Nullable Method reader(Class<?> type, String name) {
        try {
            Method method = type.getMethod(name);
            return isReader(method) ? method : null;
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static boolean isReader(Method method) {
        return method.getParameterCount() == 0
                && method.getReturnType() != void.class
                && !Modifier.isStatic(method.getModifiers())
                && !NO_PROPERTIES.contains(method.getName());
    }

    private static String propertyName(String method) {
        for (String prefix : new String[] {"get", "is"}) {
            if (method.startsWith(prefix)
                    && method.length() > prefix.length()
                    && Character.isUpperCase(method.charAt(prefix.length()))) {
                return StringUtils.uncapitalize(method.substring(prefix.length()));
            }
        }
        return method;
    }
}
