package io.millrace.console;

import io.millrace.control.ConsoleSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * All properties of the console.
 *
 * @param console those of the console itself
 * @param oauth2 those of logins that somebody else answers for
 */
record ConsoleSetup(ConsoleProperties console, OAuth2Properties oauth2) {

    /** What they make of a console. */
    ConsoleSettings toSettings(@Nullable Path dataFolder, @Nullable String clusterSecret) {
        return console.toSettings(dataFolder, clusterSecret).withOAuth2(oauth2.toSettings());
    }
}
