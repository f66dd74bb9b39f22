package io.millrace.examples.authorization;

import java.io.IOException;
import java.util.List;

/**
 * Runs a server until Ctrl-C or the end of standard input, and says what to configure:
 *
 * <pre>{@code java -cp "millrace-example-authorization-server.jar:millrace-example-processes.jar" \
 *     -Dauthorization-server.lib=server-lib io.millrace.examples.authorization.AuthorizationServerMain}</pre>
 */
public final class AuthorizationServerMain {

    private static final int USAGE = 2;
    private static final int PORT = 9000;

    private AuthorizationServerMain() {}

    /** Argument: address of the console; http://127.0.0.1:8090 without it. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 1 || (args.length == 1 && !args[0].matches("https?://[^/]+"))) {
            System.err.println("Address of the console is wrong: arguments=" + String.join(" ", args)
                    + "; give one as http://127.0.0.1:8090");
            System.exit(USAGE);
        }
        String console = args.length == 0 ? "http://127.0.0.1:8090" : args[0];
        AuthorizationServer server = AuthorizationServer.start(PORT, List.of(console + "/login/oauth2/code"));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-server"));
        System.out.println(configuration(server.issuer()));
        while (System.in.read() >= 0) {
            // Nobody says anything.
        }
        System.exit(0);
    }

    private static String configuration(String issuer) {
        String prefix = "millrace.console.security.oauth2.";
        return String.join(
                "\n",
                prefix + "issuer=" + issuer,
                prefix + "audience=millrace-console",
                prefix + "role-claim=realm_access.roles",
                prefix + "roles.millrace-viewers=viewer",
                prefix + "roles.millrace-operators=operator",
                prefix + "roles.millrace-admins=admin",
                prefix + "client-id=console",
                prefix + "client-secret=console-secret");
    }
}
