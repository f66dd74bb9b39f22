package io.millrace.source;

/** Position in a list of records: the number of those that have been emitted. */
final class RecordPosition {

    private static final PositionFormat FORMAT = new PositionFormat("records=" + PositionFormat.NUMBER, "records=12");

    private RecordPosition() {}

    static String of(int emitted) {
        return "records=" + emitted;
    }

    /** The number of the record to go on with. */
    static int parse(String split, String position, int size) {
        long emitted = Long.parseLong(FORMAT.parse(split, position).group(1));
        if (emitted > size) {
            throw new IllegalArgumentException("Position lies behind the last record: split=" + split + ", position="
                    + position + ", size=" + size
                    + "; give the source the records that it had, or start without the checkpoint");
        }
        return (int) emitted;
    }
}
