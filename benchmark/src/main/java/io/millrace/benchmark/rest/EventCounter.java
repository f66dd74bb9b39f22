package io.millrace.benchmark.rest;

/**
 * Counts the server-sent events of a stream of bytes: blocks of lines that end with an empty one and have a line of data.
 * Lines end with a line feed.
 *
 * <p><b>Thread.</b> Has one owner.
 */
final class EventCounter {

    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

    private int column;
    private boolean isData;
    private boolean hasData;

    /**
     * Takes the next byte.
     *
     * @return whether an event ends with it
     */
    boolean add(byte next) {
        if (next != '\n') {
            isData = column == 0 ? next == DATA[0] : isData && (column >= DATA.length || next == DATA[column]);
            column++;
            return false;
        }
        if (column > 0) {
            hasData |= isData && column >= DATA.length;
            column = 0;
            return false;
        }
        boolean isEvent = hasData;
        hasData = false;
        return isEvent;
    }
}
