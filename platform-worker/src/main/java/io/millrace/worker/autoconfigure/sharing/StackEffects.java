package io.millrace.worker.autoconfigure.sharing;

import org.springframework.asm.Opcodes;

/**
 * What the plain instructions take from the stack and put there, counted in values: a long is one. Source: The Java Virtual
 * Machine Specification, chapter 6.
 */
final class StackEffects {

    private StackEffects() {}

    static void apply(int opcode, Stack stack) {
        if (opcode == Opcodes.NOP) {
            return;
        }
        if (opcode <= Opcodes.DCONST_1) {
            stack.pushAnything(1);
        } else if (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD) {
            replace(stack, 2);
        } else if (isOfTwo(opcode)) {
            replace(stack, 2);
        } else if (isOfOne(opcode)) {
            replace(stack, 1);
        } else {
            // Ends of the method, and what shuffles values of two sizes: what follows starts afresh.
            stack.forget();
        }
    }

    private static boolean isOfTwo(int opcode) {
        boolean isArithmetic = opcode >= Opcodes.IADD && opcode <= Opcodes.DREM;
        boolean isShiftOrLogic = opcode >= Opcodes.ISHL && opcode <= Opcodes.LXOR;
        return isArithmetic || isShiftOrLogic || (opcode >= Opcodes.LCMP && opcode <= Opcodes.DCMPG);
    }

    private static boolean isOfOne(int opcode) {
        boolean isNegation = opcode >= Opcodes.INEG && opcode <= Opcodes.DNEG;
        return isNegation || (opcode >= Opcodes.I2L && opcode <= Opcodes.I2S) || opcode == Opcodes.ARRAYLENGTH;
    }

    private static void replace(Stack stack, int taken) {
        stack.pop(taken);
        stack.pushAnything(1);
    }
}
