package io.millrace.worker.autoconfigure.sharing;

import io.millrace.worker.autoconfigure.sharing.Finding.Severity;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.asm.Handle;
import org.springframework.asm.Label;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.Type;

/**
 * Looks through one method for changes of fields. Follows values along straight code; at a join of ways it forgets what it
 * knew, so that it rather misses something than accuses somebody.
 */
final class MethodScan extends MethodVisitor {

    private final ClassFiles files;
    private final FieldTypes types;
    private final String place;
    private final Stack stack;
    private final Consumer<Finding> findings;
    private final Consumer<Callee> callees;
    private boolean isGuarded;
    private int line;

    MethodScan(
            ClassFiles files,
            FieldTypes types,
            Callee method,
            int access,
            Consumer<Finding> findings,
            Consumer<Callee> callees) {
        super(Opcodes.ASM9);
        this.files = files;
        this.types = types;
        this.place =
                method.owner().substring(method.owner().lastIndexOf('/') + 1).replace('$', '.') + "."
                        + method.displayName();
        this.stack = new Stack((access & Opcodes.ACC_STATIC) == 0);
        this.isGuarded = (access & Opcodes.ACC_SYNCHRONIZED) != 0;
        this.findings = findings;
        this.callees = callees;
    }

    @Override
    public void visitLineNumber(int number, Label start) {
        line = number;
    }

    @Override
    public void visitFrame(int type, int locals, Object @Nullable [] local, int size, Object @Nullable [] onStack) {
        stack.forget();
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        if (opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
            stack.store(variable);
        } else if (opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD) {
            stack.load(variable);
        }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        switch (opcode) {
            case Opcodes.GETFIELD -> {
                Stack.Value holder = stack.pop();
                boolean isOwn = holder.origin() == Stack.Origin.THIS && files.holds(owner);
                stack.push(isOwn ? Stack.ofField(name, descriptor) : anything());
            }
            case Opcodes.GETSTATIC -> stack.push(files.holds(owner) ? Stack.ofField(name, descriptor) : anything());
            case Opcodes.PUTFIELD -> {
                stack.pop();
                if (stack.pop().origin() == Stack.Origin.THIS && files.holds(owner)) {
                    report("assigns field '" + name + "'");
                }
            }
            case Opcodes.PUTSTATIC -> {
                stack.pop();
                if (files.holds(owner)) {
                    report("assigns static field '" + name + "'");
                }
            }
            default -> stack.forget();
        }
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        stack.pop(Type.getArgumentTypes(descriptor).length);
        if (opcode != Opcodes.INVOKESTATIC) {
            Stack.Value receiver = stack.pop();
            if (receiver.origin() == Stack.Origin.FIELD && Containers.isChangedBy(name)) {
                changed(receiver, name);
            }
        }
        if (files.holds(owner) && !name.equals("<init>")) {
            callees.accept(new Callee(owner, name, descriptor));
        }
        pushResult(Type.getReturnType(descriptor));
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        stack.pop(Type.getArgumentTypes(descriptor).length);
        for (Object argument : arguments) {
            if (argument instanceof Handle handle && files.holds(handle.getOwner())) {
                callees.accept(new Callee(handle.getOwner(), handle.getName(), handle.getDesc()));
            }
        }
        pushResult(Type.getReturnType(descriptor));
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.DUP) {
            stack.push(stack.peek());
        } else if (opcode == Opcodes.POP) {
            stack.pop();
        } else if (opcode == Opcodes.DUP2) {
            duplicateTwo();
        } else if (opcode == Opcodes.DUP_X1 || opcode == Opcodes.DUP2_X1) {
            // The second is that of a long, which counts as one value here.
            Stack.Value top = stack.pop();
            Stack.Value below = stack.pop();
            stack.push(top);
            stack.push(below);
            stack.push(top);
        } else if (opcode == Opcodes.MONITORENTER) {
            stack.pop();
            isGuarded = true;
        } else if (opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE) {
            stack.pop(2);
            Stack.Value array = stack.pop();
            if (array.origin() == Stack.Origin.FIELD) {
                report("changes the array in field '" + array.field() + "'");
            }
        } else {
            StackEffects.apply(opcode, stack);
        }
    }

    /** An array and its index, or a long. */
    private void duplicateTwo() {
        Stack.Value top = stack.pop();
        Stack.Value below = stack.peek();
        stack.push(top);
        if (below.descriptor() != null && below.descriptor().startsWith("[")) {
            stack.push(below);
        }
        stack.push(top);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        if (opcode == Opcodes.NEWARRAY) {
            stack.pop();
        }
        stack.pushAnything(1);
    }

    @Override
    public void visitLdcInsn(Object value) {
        stack.pushAnything(1);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        if (opcode == Opcodes.NEW) {
            stack.pushAnything(1);
        } else if (opcode != Opcodes.CHECKCAST) {
            stack.pop();
            stack.pushAnything(1);
        }
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        boolean isOfTwo = opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ACMPNE;
        stack.pop(opcode == Opcodes.GOTO ? 0 : isOfTwo ? 2 : 1);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        stack.pop(dimensions);
        stack.pushAnything(1);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label other, Label... labels) {
        stack.pop();
    }

    @Override
    public void visitLookupSwitchInsn(Label other, int[] keys, Label[] labels) {
        stack.pop();
    }

    private void changed(Stack.Value receiver, String method) {
        String descriptor = receiver.descriptor();
        String field = receiver.field();
        if (descriptor == null || field == null) {
            return;
        }
        String type = types.of(field, descriptor);
        String what = "changes field '" + field + "' by " + method + "()";
        if (type != null && Containers.isUnsafe(type)) {
            report(what + ", and its " + type.substring(type.lastIndexOf('/') + 1)
                    + " is not made for several threads");
        } else if (type == null
                && Containers.isInterface(Type.getType(descriptor).getInternalName())) {
            findings.accept(
                    new Finding(Severity.WARNING, describe(what + ", which may not be made for several threads")));
        }
    }

    private void report(String what) {
        findings.accept(new Finding(isGuarded ? Severity.WARNING : Severity.FAULT, describe(what)));
    }

    private String describe(String what) {
        return place + " " + what + (line == 0 ? "" : " in line " + line);
    }

    private void pushResult(Type type) {
        if (!type.equals(Type.VOID_TYPE)) {
            stack.pushAnything(1);
        }
    }

    private static Stack.Value anything() {
        return new Stack.Value(Stack.Origin.ANYTHING, null, null);
    }

    /**
     * A method of the class or of one that it extends.
     *
     * @param owner class that is named in the call
     * @param name its name
     * @param descriptor its types
     */
    record Callee(String owner, String name, String descriptor) {

        /** A lambda goes by the name of the method that it stands in. */
        String displayName() {
            if (name.startsWith("lambda$")) {
                String inner = name.substring("lambda$".length());
                return inner.substring(0, Math.max(inner.lastIndexOf('$'), 0));
            }
            return name;
        }
    }
}
