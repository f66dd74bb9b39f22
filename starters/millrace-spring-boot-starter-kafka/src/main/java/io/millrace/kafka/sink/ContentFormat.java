package io.millrace.kafka.sink;

/**
 * Form in which a checkpoint keeps the records of one transaction.
 *
 * <pre>
 *   offset   length
 *   0        4        magic, 0x4D4B5458 ("MKTX")
 *   4        1        version, 1
 *   5        3        zero
 *   8        4        number of records
 *   12       4        length of the records in bytes, n
 *   16       n        records
 *   16 + n            topics: number; for each: length, name in UTF-8
 *   end - 4  4        CRC-32C of everything before
 *
 *   record
 *     topic       its number, from 0, in the list of topics
 *     partition   partition + 1, or 0 for none
 *     timestamp   milliseconds + 1, or 0 for none
 *     key         length + 1, or 0 for null; bytes
 *     value       length + 1, or 0 for null; bytes
 *     headers     number; for each: length, name in UTF-8; length + 1 or 0 for null, value
 * </pre>
 *
 * <p>Integers of fixed length are big-endian. All other numbers are unsigned, seven bits a byte, the lowest first, and the
 * high bit says that more follow.
 */
final class ContentFormat {

    static final int MAGIC = 0x4D4B5458;
    static final byte VERSION = 1;
    static final int HEADER_BYTES = 16;
    static final int CHECKSUM_BYTES = 4;
    static final int VERSION_OFFSET = 4;
    static final int RECORDS_OFFSET = 8;
    static final int LENGTH_OFFSET = 12;

    /** More than Kafka itself lets a topic's name have. */
    static final int MAX_TOPIC_BYTES = 1024;

    private ContentFormat() {}
}
