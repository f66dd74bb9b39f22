package io.millrace.cli.api;

/**
 * A console, and how to log in there.
 *
 * @param address where it is
 * @param login token to send there
 */
public record Target(ServerAddress address, TokenSource login) {}
