package io.millrace.worker.autoconfigure.sharing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.Type;

/** What the constructors of a class put into its fields, as far as that can be seen: the class, or whose method made it. */
final class FieldTypes {

    private static final String SEVERAL = "";

    private final Map<String, String> made = new HashMap<>();

    FieldTypes(ClassFiles files) {
        for (ClassReader reader : files.all()) {
            reader.accept(new Constructors(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        }
    }

    /** The class of what is in a field: what was put there, else what it is declared as; null if it is not known. */
    @Nullable
    String of(String field, String descriptor) {
        Type declared = Type.getType(descriptor);
        if (declared.getSort() != Type.OBJECT) {
            return null;
        }
        String type = declared.getInternalName();
        if (!Containers.isInterface(type)) {
            return type;
        }
        String found = made.get(field);
        return found == null || found.equals(SEVERAL) ? null : found;
    }

    private final class Constructors extends ClassVisitor {

        Constructors() {
            super(Opcodes.ASM9);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return name.equals("<init>") || name.equals("<clinit>") ? new Assignments() : null;
        }
    }

    /** Remembers what was made last, for the field that it goes into next. */
    private final class Assignments extends MethodVisitor {

        private final Set<String> makers = new HashSet<>();

        Assignments() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            boolean isMaking = opcode == Opcodes.INVOKESTATIC || name.equals("<init>");
            if (isMaking) {
                makers.clear();
                makers.add(owner);
            }
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
            if (variable != 0) {
                // An argument: it may be anything.
                makers.clear();
            }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            if (opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC) {
                String maker = makers.size() == 1 ? makers.iterator().next() : SEVERAL;
                made.merge(name, maker, (left, right) -> left.equals(right) ? left : SEVERAL);
                makers.clear();
            }
        }
    }
}
