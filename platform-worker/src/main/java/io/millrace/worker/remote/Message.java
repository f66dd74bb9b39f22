package io.millrace.worker.remote;

/** What a leader and a member of a topology say to each other. */
public sealed interface Message permits Command, Report {

    /** The topology that it is about. */
    String topology();

    /** The session, a number that the leader counts up whenever it begins anew with a member. */
    long session();
}
