package io.millrace.worker.autoconfigure.sharing;

import io.millrace.worker.autoconfigure.sharing.MethodScan.Callee;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.Type;

/**
 * Finds out whether a method of a bean that several tasks share changes a field: it, or what it calls in its own class and
 * those that this extends, lambdas included. What other beans do is their own affair.
 */
public final class SharedFields {

    private final ClassFiles files;
    private final FieldTypes types;
    private final Set<Finding> findings = new LinkedHashSet<>();
    private final Set<Callee> known = new HashSet<>();
    private final Deque<Callee> open = new ArrayDeque<>();

    private SharedFields(Class<?> type) {
        this.files = new ClassFiles(type);
        this.types = new FieldTypes(files);
    }

    /**
     * What a method changes, worst first; empty where nothing is found, or the class cannot be read.
     *
     * @param targetClass class of the bean behind its proxies
     * @param method method that is called for records
     */
    public static List<Finding> check(Class<?> targetClass, Method method) {
        SharedFields check = new SharedFields(targetClass);
        check.visit(new Callee(
                Type.getInternalName(method.getDeclaringClass()), method.getName(), Type.getMethodDescriptor(method)));
        return check.findings.stream()
                .sorted((left, right) -> left.severity().compareTo(right.severity()))
                .toList();
    }

    private void visit(Callee first) {
        add(first);
        while (!open.isEmpty()) {
            Callee callee = open.remove();
            for (ClassReader file : files.all()) {
                Body body = new Body(callee);
                file.accept(body, ClassReader.EXPAND_FRAMES);
                if (body.isFound) {
                    break;
                }
            }
        }
    }

    private void add(Callee callee) {
        if (known.add(callee)) {
            open.add(callee);
        }
    }

    /** Looks for the body of a method in a class file: overriding ones come first, as the class itself does. */
    private final class Body extends ClassVisitor {

        private final Callee wanted;
        private boolean isFound;

        Body(Callee wanted) {
            super(Opcodes.ASM9);
            this.wanted = wanted;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            boolean isWanted = name.equals(wanted.name())
                    && descriptor.equals(wanted.descriptor())
                    && (access & Opcodes.ACC_ABSTRACT) == 0;
            if (!isWanted) {
                return null;
            }
            isFound = true;
            Consumer<Callee> callees = SharedFields.this::add;
            return new MethodScan(files, types, wanted, access, findings::add, callees);
        }
    }
}
