package io.millrace.cli;

import io.millrace.cli.api.Api;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that asks a console. */
abstract class ApiCommand implements Callable<Integer> {

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final OutputOptions options = new OutputOptions();

    private final Environment environment;
    private final Output out;

    ApiCommand(Environment environment) {
        this.environment = environment;
        this.out = new Output(environment);
    }

    @Override
    public final Integer call() throws InterruptedException {
        return run(connection.open(environment)).number();
    }

    /** Does it; what fails is thrown. */
    abstract ExitCode run(Api api) throws InterruptedException;

    final Environment environment() {
        return environment;
    }

    final ConnectionOptions connection() {
        return connection;
    }

    final Output out() {
        return out;
    }

    final boolean isJson() {
        return options.isJson();
    }
}
