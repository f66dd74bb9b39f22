package io.millrace.cli.api;

/**
 * An event of a stream.
 *
 * @param id by which the stream goes on after it; empty if there is none
 * @param name what kind of event it is; "message" if it does not say
 * @param data what it says
 */
public record ServerEvent(String id, String name, String data) {}
