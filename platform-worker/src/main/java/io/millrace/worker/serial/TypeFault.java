package io.millrace.worker.serial;

/**
 * A type that cannot be kept or sent, found before anything runs.
 *
 * @param operator name of the step that needs it
 * @param use what it is for: {@code exchange}, {@code side output late}, {@code key}, {@code state count}, {@code
 *     accumulator}
 * @param type name of the type
 * @param reason why it has no codec
 * @param remedy what to do
 */
public record TypeFault(String operator, String use, String type, String reason, String remedy) {

    @Override
    public String toString() {
        return operator + ": type of the " + use + " cannot be kept or sent: type=" + type + ", reason=" + reason + "; "
                + remedy;
    }
}
