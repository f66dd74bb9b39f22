package io.millrace.worker.wire;

/** Something that ends a connection. Has no stack trace: it is about bytes, and not about our code. */
final class WireFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final boolean isFromOtherSide;

    private WireFault(ErrorCode code, String text, boolean isFromOtherSide) {
        super(text, null, false, false);
        this.code = code;
        this.isFromOtherSide = isFromOtherSide;
    }

    WireFault(ErrorCode code, String text) {
        this(code, text, false);
    }

    /** A fault that the other side has told. */
    static WireFault told(ErrorCode code, String text) {
        return new WireFault(code, text, true);
    }

    ErrorCode code() {
        return code;
    }

    /** Whether the other side knows it already. */
    boolean isFromOtherSide() {
        return isFromOtherSide;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
