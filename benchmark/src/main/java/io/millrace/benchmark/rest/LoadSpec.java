package io.millrace.benchmark.rest;

/**
 * What a generator is to do.
 *
 * @param port of the server, on this machine
 * @param token that requests show
 * @param livePath what listeners ask for
 * @param requestsPerSecond requests for the list of applications, due at equal distances whatever becomes of them
 * @param conditionalPercent how many of a hundred requests say what they know already
 * @param connections most connections that requests share
 * @param listeners connections that listen
 */
record LoadSpec(
        int port,
        String token,
        String livePath,
        int requestsPerSecond,
        int conditionalPercent,
        int connections,
        int listeners) {

    static final String LIST_PATH = "/api/v1/applications";
}
