package io.millrace.worker.serial;

import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.TreeMap;

/** The classes that values of a sealed type may be of. */
final class SealedClasses {

    private SealedClasses() {}

    /** Those that are not sealed themselves, by name, so that their order is not that of the source. */
    static Map<String, Class<?>> concrete(Class<?> sealedClass) throws RefusedTypeException {
        Map<String, Class<?>> classes = new TreeMap<>();
        collect(sealedClass, classes);
        return classes;
    }

    private static void collect(Class<?> type, Map<String, Class<?>> classes) throws RefusedTypeException {
        // An enum whose constants have bodies is sealed, too.
        if (!type.isSealed() || type.isEnum()) {
            classes.put(type.getName(), type);
            return;
        }
        if (!Modifier.isAbstract(type.getModifiers())) {
            throw new RefusedTypeException(
                    type.getName() + " is sealed and has instances of its own",
                    "make it abstract, or " + RefusedTypeException.GIVE_SERIALIZER);
        }
        for (Class<?> subclass : type.getPermittedSubclasses()) {
            collect(subclass, classes);
        }
    }

    /** A class found by {@link #concrete}, with the type arguments that follow from those of the sealed type. */
    static Type resolved(Class<?> type, Type sealedType, Class<?> sealedClass) throws RefusedTypeException {
        if (type.getTypeParameters().length == 0) {
            return type;
        }
        for (Class<?> permitted : sealedClass.getPermittedSubclasses()) {
            if (permitted == type) {
                return TypeArguments.subclass(type, sealedType, sealedClass);
            }
            if (permitted.isSealed() && permitted.isAssignableFrom(type)) {
                return resolved(type, TypeArguments.subclass(permitted, sealedType, sealedClass), permitted);
            }
        }
        throw new IllegalStateException("Class is not permitted: class=" + type.getName());
    }
}
