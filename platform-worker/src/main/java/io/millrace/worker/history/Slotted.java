package io.millrace.worker.history;

/** Something of one slot of time. */
interface Slotted {

    /** Number of the slot, counted from 1970. */
    long slot();

    /** Memory that it takes, about. */
    int bytes();
}
