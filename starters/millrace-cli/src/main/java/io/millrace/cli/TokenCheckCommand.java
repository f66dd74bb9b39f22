package io.millrace.cli;

import io.millrace.cli.api.Api;
import io.millrace.cli.api.ApiPath;
import io.millrace.cli.json.Doc;
import io.millrace.cli.view.Cell;
import picocli.CommandLine.Command;

/** Says who is logged in. */
@Command(name = "check", description = "Say as whom the console takes the token at hand, and with which role.")
final class TokenCheckCommand extends ReadCommand {

    TokenCheckCommand(Environment environment) {
        super(environment);
    }

    @Override
    Doc read(Api api) throws InterruptedException {
        return api.get(ApiPath.of("session"));
    }

    @Override
    void show(Doc doc) {
        out().field("User", Cell.of(doc.text("user")));
        out().field("Role", Cell.of(doc.text("role")));
    }
}
