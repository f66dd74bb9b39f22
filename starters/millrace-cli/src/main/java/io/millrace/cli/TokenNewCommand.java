package io.millrace.cli;

import io.millrace.cli.json.Doc;
import io.millrace.control.ConsoleSettings.Role;
import io.millrace.control.TokenIssue;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a token. It asks no console: the token counts when its lines are in the configuration of the application. */
@Command(
        name = "new",
        description = "Make a token, and the lines of configuration by which a console takes it. No console is asked.",
        footer = {
            "",
            "The token is not shown again, and the configuration holds its hash only. Give it to the program as",
            "MILLRACE_TOKEN, or in a file that only its user can read."
        })
final class TokenNewCommand implements Callable<Integer> {

    @Mixin
    private final OutputOptions options = new OutputOptions();

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Who has it, as in ci.")
    private String name = "";

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            description = "What it is good for: VIEWER sees, OPERATOR also starts and stops, ADMIN may all.")
    private String role = "";

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "How long it is valid, as in 12h or 30d; 90d without it.")
    private Duration expires = Duration.ofDays(90);

    private final Environment environment;
    private final Output out;

    TokenNewCommand(Environment environment) {
        this.environment = environment;
        this.out = new Output(environment);
    }

    @Override
    public Integer call() {
        check();
        TokenIssue issue = TokenIssue.of(
                name,
                Role.valueOf(roleName()),
                environment.time().now().plus(expires).truncatedTo(ChronoUnit.SECONDS));
        if (options.isJson()) {
            out.json(Doc.of(
                    "name", name,
                    "token", issue.token().secret(),
                    "hash", issue.token().hash(),
                    "role", roleName(),
                    "expires", issue.expiresAt().toString()));
            return ExitCode.OK.number();
        }
        out.line(issue.token().secret());
        out.line("");
        issue.configuration().forEach(out::line);
        return ExitCode.OK.number();
    }

    private void check() {
        if (!TokenIssue.NAME.matcher(name).matches()) {
            throw new UsageException("Name of the token is not valid: name=" + name
                    + "; use small letters, digits and dashes, as in ci");
        }
        if (!roleName().matches("VIEWER|OPERATOR|ADMIN")) {
            throw new UsageException("Role is none: role=" + role + "; give VIEWER, OPERATOR or ADMIN");
        }
        if (expires.isZero() || expires.compareTo(Duration.ofDays(3_650)) > 0) {
            throw new UsageException("Time is out of range: expires=" + expires + "; give 1s to 3650d");
        }
    }

    private String roleName() {
        return role.toUpperCase(Locale.ROOT);
    }
}
