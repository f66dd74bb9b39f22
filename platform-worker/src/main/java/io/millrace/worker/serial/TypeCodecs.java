package io.millrace.worker.serial;

import io.millrace.topology.Topology;
import io.millrace.type.TypeRef;
import io.millrace.type.ValueSerializer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The codecs of a topology: one for each type that it keeps in state or sends over an exchange, and for types of the
 * engine that hold these.
 *
 * <p>For each type, also inside others, the first that applies:
 *
 * <ol>
 *   <li>the serializer that the user gave for exactly this type;
 *   <li>strings, boxed primitives, arrays, times, numbers and collections of the JDK;
 *   <li>enums by the names of their constants, sealed types by those of their subclasses, records by their components;
 *   <li>the fields of any other class, by reflection, if they are all of such types. See {@link #reflected()}.
 * </ol>
 *
 * <p><b>Thread.</b> May be shared, and so may the codecs.
 */
public final class TypeCodecs {

    /** Classes of the engine are made to be kept, field by field. */
    private static final List<String> OWN = List.of("io.millrace.aggregate.", "io.millrace.worker.window.");

    private final Map<TypeRef<?>, ValueSerializer<?>> serializers;
    private final Map<TypeRef<?>, ValueCodec<?>> codecs = new HashMap<>(); // guarded by this
    private final Set<String> reflected = new TreeSet<>(); // guarded by this
    private final List<TypeFault> faults;

    private TypeCodecs(Map<TypeRef<?>, ValueSerializer<?>> serializers, Set<TypeUse> uses) {
        this.serializers = serializers;
        this.faults = faults(uses);
    }

    /** The codecs of a topology. Types without one are in {@link #faults()}. */
    public static TypeCodecs of(Topology topology) {
        return new TypeCodecs(topology.serializers(), TypeUses.of(topology));
    }

    /** Codecs for types of the engine's own, which no topology has anything to say about. */
    public static TypeCodecs plain() {
        return new TypeCodecs(Map.of(), Set.of());
    }

    /**
     * The codec of a type; the same one each time.
     *
     * @throws CodecException if the type cannot be kept or sent; the message says why, and what to do
     */
    @SuppressWarnings("unchecked") // A codec is kept under the type of its values.
    public <T> Codec<T> codec(TypeRef<T> type) {
        try {
            return (Codec<T>) find(type);
        } catch (RefusedTypeException e) {
            throw new CodecException(
                    "Type cannot be kept or sent: type=" + type + ", reason=" + e.reason() + "; " + e.remedy());
        }
    }

    /** The types of the topology that cannot be kept or sent, in the order of its steps; empty if all can. */
    public List<TypeFault> faults() {
        return faults;
    }

    /**
     * Names of the types found so far that are kept by reflection, sorted: their values are made without what their
     * constructors do, and a private field that is renamed is another field. Worth a line at the start.
     */
    public synchronized List<String> reflected() {
        return List.copyOf(reflected);
    }

    private synchronized ValueCodec<?> find(TypeRef<?> type) throws RefusedTypeException {
        ValueCodec<?> codec = codecs.get(type);
        if (codec != null) {
            return codec;
        }
        CodecBuilder builder = new CodecBuilder(serializers, codecs);
        ValueCodec<?> made = builder.codec(type.type());
        codecs.putAll(builder.made());
        builder.reflected().stream()
                .filter(name -> OWN.stream().noneMatch(name::startsWith))
                .forEach(reflected::add);
        return made;
    }

    private List<TypeFault> faults(Set<TypeUse> uses) {
        List<TypeFault> found = new ArrayList<>();
        for (TypeUse use : uses) {
            try {
                find(use.type());
            } catch (RefusedTypeException e) {
                found.add(new TypeFault(use.operator(), use.use(), use.type().toString(), e.reason(), e.remedy()));
            }
        }
        return List.copyOf(found);
    }
}
