package io.millrace.worker.tap;

/**
 * What is shown of records.
 *
 * @param content how much of each
 * @param maxChars most characters of each
 */
public record TapSettings(TapContent content, int maxChars) {}
