package io.millrace.worker.serial;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objenesis.instantiator.ObjectInstantiator;
import org.objenesis.strategy.StdInstantiatorStrategy;

/** Finds the fields of a class, and how a value is made of them. */
final class Structs {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    /** What a method handle takes at most is 255 arguments, of which long and double are two; some are ours. */
    private static final int MAX_SLOTS = 250;

    private Structs() {}

    /** Finds the codec of a part; the place is for errors. */
    interface Parts {
        ValueCodec<?> codec(String place, Type type) throws RefusedTypeException;
    }

    /** A record: its components in their order, its canonical constructor. */
    static StructCodec.Shape record(Type type, Class<?> raw, Parts parts) throws RefusedTypeException {
        TypeArguments arguments = TypeArguments.of(type);
        List<StructField> fields = new ArrayList<>();
        List<Class<?>> types = new ArrayList<>();
        try {
            for (RecordComponent component : raw.getRecordComponents()) {
                String place = "component " + component.getName() + " of " + raw.getName();
                ValueCodec<?> codec = parts.codec(place, resolved(arguments, component.getGenericType(), place));
                open(component.getAccessor());
                MethodHandle getter = LOOKUP.unreflect(component.getAccessor());
                fields.add(field(component.getName(), getter, codec));
                types.add(component.getType());
            }
            Constructor<?> constructor = raw.getDeclaredConstructor(types.toArray(new Class<?>[0]));
            open(constructor);
            requireFewSlots(raw, types);
            MethodHandle handle = LOOKUP.unreflectConstructor(constructor);
            return new StructCodec.Shape(fields, new StructForm.OfRecord(returningObject(handle)));
        } catch (IllegalAccessException | NoSuchMethodException | InaccessibleObjectException e) {
            throw inaccessible(raw, e);
        }
    }

    /** An entry of a map, as a record of key and value. */
    static StructCodec.Shape entry(Type type, Parts parts) throws RefusedTypeException {
        Type[] arguments = ((ParameterizedType) type).getActualTypeArguments();
        MethodType accessor = methodType(Object.class);
        try {
            MethodHandle key = LOOKUP.findVirtual(Map.Entry.class, "getKey", accessor);
            MethodHandle value = LOOKUP.findVirtual(Map.Entry.class, "getValue", accessor);
            MethodHandle constructor = LOOKUP.findConstructor(
                    SimpleImmutableEntry.class, methodType(void.class, Object.class, Object.class));
            return new StructCodec.Shape(
                    List.of(
                            field("key", key, parts.codec("key of " + type, arguments[0])),
                            field("value", value, parts.codec("value of " + type, arguments[1]))),
                    new StructForm.OfRecord(returningObject(constructor)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Any other class: its fields by name, since the JDK does not promise their order. */
    static StructCodec.Shape plain(Type type, Class<?> raw, Parts parts) throws RefusedTypeException {
        List<StructField> fields = new ArrayList<>();
        List<MethodHandle> setters = new ArrayList<>();
        TypeArguments arguments = TypeArguments.of(type);
        try {
            for (Field field : instanceFields(raw).values()) {
                String place = "field " + field.getName() + " of " + raw.getName();
                open(field);
                ValueCodec<?> codec = parts.codec(place, resolved(arguments, field.getGenericType(), place));
                fields.add(field(field.getName(), LOOKUP.unreflectGetter(field), codec));
                MethodHandle setter = LOOKUP.unreflectSetter(field);
                setters.add(setter.asType(setter.type().changeParameterType(0, Object.class)));
            }
            return new StructCodec.Shape(fields, new StructForm.OfClass(instantiator(raw), setters));
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            throw inaccessible(raw, e);
        }
    }

    private static Map<String, Field> instanceFields(Class<?> raw) throws RefusedTypeException {
        Map<String, Field> fields = new TreeMap<>();
        for (Class<?> type = raw; type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                boolean isKept = (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0;
                if (isKept && fields.putIfAbsent(field.getName(), field) != null) {
                    throw new RefusedTypeException(
                            "field " + field.getName() + " of " + raw.getName() + " hides another one",
                            "rename one of them, or " + RefusedTypeException.RECORD_OR_SERIALIZER);
                }
            }
        }
        return fields;
    }

    private static MethodHandle instantiator(Class<?> raw) throws IllegalAccessException {
        try {
            Constructor<?> constructor = raw.getDeclaredConstructor();
            open(constructor);
            return returningObject(LOOKUP.unreflectConstructor(constructor));
        } catch (NoSuchMethodException noConstructor) {
            return withoutConstructor(raw);
        }
    }

    private static MethodHandle withoutConstructor(Class<?> raw) throws IllegalAccessException {
        ObjectInstantiator<?> instantiator = new StdInstantiatorStrategy().newInstantiatorOf(raw);
        try {
            return LOOKUP.findVirtual(ObjectInstantiator.class, "newInstance", methodType(Object.class))
                    .bindTo(instantiator);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static StructField field(String name, MethodHandle getter, ValueCodec<?> codec) {
        MethodHandle ofObject = getter.asType(getter.type().changeParameterType(0, Object.class));
        return new StructField(name, getter.type().returnType(), ofObject, codec);
    }

    private static MethodHandle returningObject(MethodHandle constructor) {
        return constructor.asType(constructor.type().changeReturnType(Object.class));
    }

    private static Type resolved(TypeArguments arguments, Type type, String place) throws RefusedTypeException {
        try {
            return arguments.resolve(type);
        } catch (RefusedTypeException e) {
            throw e.in(place);
        }
    }

    private static void requireFewSlots(Class<?> raw, List<Class<?>> types) throws RefusedTypeException {
        int slots = types.size()
                + (int) types.stream()
                        .filter(type -> type == long.class || type == double.class)
                        .count();
        if (slots > MAX_SLOTS) {
            throw new RefusedTypeException(
                    raw.getName() + " has too many components",
                    "put some of them into a record of their own, or " + RefusedTypeException.GIVE_SERIALIZER);
        }
    }

    private static void open(AccessibleObject object) {
        object.setAccessible(true);
    }

    private static RefusedTypeException inaccessible(Class<?> raw, Exception cause) {
        return new RefusedTypeException(
                "fields of " + raw.getName() + " are not accessible: " + cause.getMessage(),
                "open package " + raw.getPackageName() + " of its module, or " + RefusedTypeException.GIVE_SERIALIZER);
    }
}
