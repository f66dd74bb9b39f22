package io.millrace.worker.serial;

import java.lang.reflect.Modifier;

/** Which classes may be kept field by field, though nothing says that their fields are all there is to them. */
final class PlainClasses {

    private PlainClasses() {}

    static void requireKeepable(Class<?> type) throws RefusedTypeException {
        String name = type.getName();
        if (name.startsWith("java.") || name.startsWith("javax.") || name.startsWith("jdk.")) {
            throw refused(name + " is a class of the JDK that no codec is known for");
        }
        if (type.isHidden() || type.isSynthetic()) {
            throw refused(name + " is code: a lambda, or a class made at run time");
        }
        if (type.isAnonymousClass() || type.isLocalClass() || isInner(type)) {
            throw refused(name + " is an inner class, which holds the object around it");
        }
        if (AutoCloseable.class.isAssignableFrom(type)) {
            throw refused(name + " can be closed, so it stands for something outside");
        }
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            throw new RefusedTypeException(
                    name + (type.isInterface() ? " is an interface" : " is an abstract class")
                            + ", and the classes of its values are not known",
                    "make it sealed, or " + RefusedTypeException.GIVE_SERIALIZER);
        }
    }

    private static boolean isInner(Class<?> type) {
        return type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
    }

    private static RefusedTypeException refused(String reason) {
        return new RefusedTypeException(reason, RefusedTypeException.RECORD_OR_SERIALIZER);
    }
}
