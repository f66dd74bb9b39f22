package io.millrace.status;

/**
 * What keeps a task from its work though it goes on trying, such as a server that does not answer.
 *
 * @param operator step that says so
 * @param taskIndex number of the task
 * @param reason what is wrong, and what to do
 */
public record Trouble(String operator, int taskIndex, String reason) {}
