package io.millrace.control;

/**
 * A property that somebody has set, as it is in force.
 *
 * @param name its name
 * @param value its value; asterisks in the place of a secret
 * @param source where it was set: a file and its line, a variable, or whatever is known
 */
public record PropertyInForce(String name, String value, String source) {}
