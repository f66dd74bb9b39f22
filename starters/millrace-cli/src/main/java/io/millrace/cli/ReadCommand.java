package io.millrace.cli;

import io.millrace.cli.api.Api;
import io.millrace.cli.json.Doc;

/** A command that reads one document, and shows it as JSON or for people. */
abstract class ReadCommand extends ApiCommand {

    ReadCommand(Environment environment) {
        super(environment);
    }

    @Override
    final ExitCode run(Api api) throws InterruptedException {
        Doc doc = read(api);
        if (isJson()) {
            out().json(doc);
        } else {
            show(doc);
        }
        return ExitCode.OK;
    }

    abstract Doc read(Api api) throws InterruptedException;

    abstract void show(Doc doc);
}
