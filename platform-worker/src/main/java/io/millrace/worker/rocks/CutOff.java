package io.millrace.worker.rocks;

/** What reads a database for another thread than that of its task. */
interface CutOff {

    /** The database is about to be closed, by the task: nothing native may be in use when this returns. */
    void cutOff();
}
