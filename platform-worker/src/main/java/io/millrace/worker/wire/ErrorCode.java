package io.millrace.worker.wire;

/** Why a connection ended, or an attempt was refused. The numbers are on the wire. */
enum ErrorCode {
    /** The first bytes are not those of this protocol. */
    NOT_MILLRACE(1),
    /** A length is too small or too great. */
    LENGTH(2),
    /** A checksum is wrong. */
    CHECKSUM(3),
    /** A frame is not what it should be, or comes at the wrong time. */
    PROTOCOL(4),
    /** A frame is missing, or came twice. */
    SEQUENCE(5),
    /** The sides have no version of the protocol in common. */
    VERSION(6),
    /** The other side does not know the secret. */
    SECRET(7),
    /** The other side belongs elsewhere. */
    IDENTITY(8),
    /** The types of an attempt are others. */
    TYPES(9),
    /** More was sent than there was credit for. */
    OVERDRAWN(10),
    /** Nothing was heard for too long. */
    SILENCE(11),
    /** The connection did not open in time. */
    HANDSHAKE_TIME(12),
    /** A newer connection of the same executor has taken over. */
    REPLACED(13),
    /** The other side stops, in order. */
    CLOSING(14),
    /** Something is wrong with the program. */
    INTERNAL(15),
    /** The attempt is closed already, or a newer one is open. */
    ATTEMPT_OVER(16),
    /** Too much waits to be opened. */
    TOO_MANY(17);

    private final int number;

    ErrorCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** The code of a number; one that a newer version may know is taken for {@link #PROTOCOL}. */
    static ErrorCode of(int number) {
        for (ErrorCode code : values()) {
            if (code.number == number) {
                return code;
            }
        }
        return PROTOCOL;
    }

    /** Whether trying again changes nothing. */
    boolean isRefusal() {
        return this == VERSION || this == SECRET || this == IDENTITY || this == TYPES;
    }
}
