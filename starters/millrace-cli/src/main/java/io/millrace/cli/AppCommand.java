package io.millrace.cli;

import io.millrace.cli.api.Api;
import io.millrace.cli.api.ApiPath;
import io.millrace.cli.json.Doc;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one application. */
@Command(name = "app", description = "Show one application.")
final class AppCommand extends ReadCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "APPLICATION",
            description = "Its name; may be left out where there is but one.")
    private @Nullable String name;

    AppCommand(Environment environment) {
        super(environment);
    }

    @Override
    Doc read(Api api) throws InterruptedException {
        if (name != null) {
            return api.get(ApiPath.of("applications", name));
        }
        List<Doc> all = api.get(ApiPath.of("applications")).elements();
        if (all.size() == 1) {
            return all.get(0);
        }
        String names = all.stream().map(each -> each.text("name", "")).collect(Collectors.joining(", "));
        throw new UsageException("There is not one application: applications=" + names + "; name one");
    }

    @Override
    void show(Doc doc) {
        out().table(AppsCommand.table(List.of(doc)));
    }
}
