package io.millrace.worker;

/** A disk that takes nothing for a while. */
interface Outage {

    /** Nothing can be written from now on. */
    void begin() throws Exception;

    /** All is well again. */
    void end() throws Exception;
}
