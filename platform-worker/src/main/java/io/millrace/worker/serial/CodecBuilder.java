package io.millrace.worker.serial;

import io.millrace.type.TypeRef;
import io.millrace.type.ValueSerializer;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Chooses and makes the codec of a type: the user's serializer, else that of a known class of the JDK, else by the form
 * of the class.
 *
 * <p><b>Thread.</b> Used by one, for one type and what is in it; thrown away if that fails, with all that is half done.
 */
final class CodecBuilder {

    private final Map<TypeRef<?>, ValueSerializer<?>> serializers;
    private final Map<TypeRef<?>, ValueCodec<?>> known;
    private final Map<TypeRef<?>, ValueCodec<?>> made = new HashMap<>();
    private final Map<TypeRef<?>, LateCodec<?>> underway = new HashMap<>();
    private final Set<String> reflected = new TreeSet<>();

    CodecBuilder(Map<TypeRef<?>, ValueSerializer<?>> serializers, Map<TypeRef<?>, ValueCodec<?>> known) {
        this.serializers = serializers;
        this.known = known;
    }

    /** All codecs that were made. */
    Map<TypeRef<?>, ValueCodec<?>> made() {
        return made;
    }

    /** Names of the classes among them whose fields are read and set by reflection. */
    Set<String> reflected() {
        return reflected;
    }

    /** The codec of a type without variables. */
    ValueCodec<?> codec(Type type) throws RefusedTypeException {
        if (!TypeRef.isComplete(type)) {
            throw new RefusedTypeException(
                    type.getTypeName() + (type == Object.class ? " says nothing of the value" : " is not complete"),
                    "name the type with all its arguments, or use a sealed interface");
        }
        TypeRef<?> ref = TypeRef.ofType(type);
        ValueCodec<?> codec = known.containsKey(ref) ? known.get(ref) : made.get(ref);
        if (codec == null) {
            codec = underway.get(ref);
        }
        if (codec == null) {
            codec = create(ref);
            made.put(ref, codec);
        }
        return codec;
    }

    private ValueCodec<?> create(TypeRef<?> ref) throws RefusedTypeException {
        ValueSerializer<?> serializer = serializers.get(ref);
        if (serializer != null) {
            return new CustomCodec<>(ref.toString(), serializer);
        }
        Class<?> raw = ref.rawClass();
        ValueCodec<?> scalar = Scalars.codec(raw);
        if (scalar != null) {
            return scalar;
        }
        if (raw.isArray()) {
            return array(ref.type(), raw);
        }
        ValueCodec<?> group = ref.type() instanceof ParameterizedType generic ? group(generic, raw) : null;
        return group != null ? group : ofForm(ref, raw);
    }

    private ValueCodec<?> ofForm(TypeRef<?> ref, Class<?> raw) throws RefusedTypeException {
        if (raw.isEnum()) {
            return enumOf(raw);
        }
        if (raw.isSealed() && !raw.isRecord()) {
            return recursive(ref, new Schema(Schema.Kind.SEALED, raw.getName()), node -> sealed(ref.type(), raw, node));
        }
        Schema node = new Schema(Schema.Kind.STRUCT, raw.getName());
        if (raw == Map.Entry.class) {
            return recursive(ref, node, schema -> struct(raw, Structs.entry(ref.type(), this::part), schema));
        }
        if (raw.isRecord()) {
            return recursive(ref, node, schema -> struct(raw, Structs.record(ref.type(), raw, this::part), schema));
        }
        PlainClasses.requireKeepable(raw);
        ValueCodec<?> codec =
                recursive(ref, node, schema -> struct(raw, Structs.plain(ref.type(), raw, this::part), schema));
        reflected.add(ref.toString());
        return codec;
    }

    /** While the codec of a type is made, one that stands for it is found under its name. */
    private ValueCodec<?> recursive(TypeRef<?> ref, Schema node, Making making) throws RefusedTypeException {
        LateCodec<Object> late = new LateCodec<>(node);
        underway.put(ref, late);
        ValueCodec<Object> codec = cast(making.make(node));
        late.complete(codec);
        underway.remove(ref);
        return codec;
    }

    private ValueCodec<?> part(String place, Type type) throws RefusedTypeException {
        try {
            // A primitive is never what a serializer of the user is for, and has its own form.
            ValueCodec<?> primitive = type instanceof Class<?> c && c.isPrimitive() ? Scalars.codec(c) : null;
            return primitive != null ? primitive : codec(type);
        } catch (RefusedTypeException e) {
            throw e.in(place);
        }
    }

    private static ValueCodec<?> struct(Class<?> raw, StructCodec.Shape shape, Schema node) {
        return StructCodec.of(raw, shape, node);
    }

    private ValueCodec<?> array(Type type, Class<?> raw) throws RefusedTypeException {
        Type component =
                type instanceof GenericArrayType generic ? generic.getGenericComponentType() : raw.componentType();
        Groups.Shape<Collection<Object>> shape = Groups.array();
        ValueCodec<Object> element = cast(part("element of " + type.getTypeName(), component));
        return new ArrayCodec<>(cast(raw.componentType()), new CollectionCodec<>(shape, element));
    }

    private @Nullable ValueCodec<?> group(ParameterizedType type, Class<?> raw) throws RefusedTypeException {
        Type[] arguments = type.getActualTypeArguments();
        if (raw == Optional.class) {
            return new OptionalCodec<>(codec(arguments[0]));
        }
        Groups.Shape<Collection<?>> collection = Groups.collection(raw);
        if (collection != null) {
            requireComparable(collection.isSorted(), arguments[0], type);
            return new CollectionCodec<>(cast(collection), cast(part("element of " + type, arguments[0])));
        }
        Groups.Shape<Map<?, ?>> map = Groups.map(raw);
        if (map != null) {
            requireComparable(map.isSorted(), arguments[0], type);
            ValueCodec<Object> key = cast(part("key of " + type, arguments[0]));
            return new MapCodec<>(cast(map), key, cast(part("value of " + type, arguments[1])));
        }
        return null;
    }

    private static void requireComparable(boolean isSorted, Type element, Type type) throws RefusedTypeException {
        if (isSorted
                && !Comparable.class.isAssignableFrom(TypeRef.ofType(element).rawClass())) {
            throw new RefusedTypeException(
                    "the order of " + type.getTypeName()
                            + " is not that of its elements, and a comparator cannot be kept",
                    "let " + element.getTypeName() + " implement Comparable, or "
                            + RefusedTypeException.GIVE_SERIALIZER);
        }
    }

    private ValueCodec<?> sealed(Type type, Class<?> raw, Schema node) throws RefusedTypeException {
        Map<String, Class<?>> classes = SealedClasses.concrete(raw);
        Class<?>[] inOrder = classes.values().toArray(new Class<?>[0]);
        List<ValueCodec<Object>> codecs = new ArrayList<>();
        for (Class<?> subclass : inOrder) {
            ValueCodec<Object> codec =
                    cast(part("subclass of " + raw.getName(), SealedClasses.resolved(subclass, type, raw)));
            node.add(codec.node().name(), codec.node(), false);
            codecs.add(codec);
        }
        return new SealedCodec<>(inOrder, codecs, node);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // The class is one of an enum.
    private static ValueCodec<?> enumOf(Class<?> raw) {
        return new EnumCodec(raw);
    }

    @SuppressWarnings("unchecked") // What a type is for is known from the type, and not to the compiler.
    private static <X> X cast(Object object) {
        return (X) object;
    }

    /** Makes the codec of a definition whose schema is begun. */
    private interface Making {
        ValueCodec<?> make(Schema node) throws RefusedTypeException;
    }
}
