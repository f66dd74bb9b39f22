package io.millrace.examples.wordcount.kafka;

import io.millrace.examples.wordcount.PositiveNumber;
import io.millrace.examples.wordcount.UsageErrors;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/**
 * The command line. It is judged before Spring starts, so that a mistake costs a line and no time; what is right becomes
 * properties. Arguments like {@code --millrace.worker.threads=1} go to Spring as they are.
 */
@Command(
        name = "./millrace demo --kafka",
        description = {
            "Counts the words of a book from Kafka to Kafka: from the topic words, in windows",
            "of a second of event time, to the topic counts. Starts a broker for it, and",
            "stops it at the end. Shows what a consumer with read_committed reads back, as",
            "soon as nothing of a window is missing.",
            ""
        },
        synopsisHeading = "Usage: ",
        sortOptions = false,
        footer = {
            "",
            "With --seconds it draws a balance, and the exit code is 1 if a word is missing",
            "or counts twice.",
            "",
            "Properties of Spring Boot and Millrace can be given as well, for example",
            "--spring.kafka.security.protocol=SSL."
        })
final class KafkaWordCountCommand implements Callable<Integer> {

    /** Says that there is something to run. */
    static final int RUN = -1;

    private static final String SERVERS_PROPERTY = "spring.kafka.bootstrap-servers";
    private static final String SERVERS_VARIABLE = "SPRING_KAFKA_BOOTSTRAP_SERVERS";
    private static final int CONNECT_MILLIS = 5_000;

    private static final OptionSpec HELP = OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this.")
            .build();

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            converter = ServersOption.class,
            description = "Use this cluster instead of a broker of the demo's own. Topics and checkpoints stay, and the"
                    + " same command goes on where it was.")
    private @Nullable String servers;

    @Option(
            names = "--lines-per-second",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "Rate at which the book is sent; 200 without it, about 2,000 words.")
    private @Nullable Integer linesPerSecond;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "End after this time; at Ctrl-C without it.")
    private @Nullable Integer seconds;

    @Option(
            names = "--top",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "Number of words to show; 10 without it.")
    private @Nullable Integer top;

    @Option(names = "--verbose", description = "Show the log of the application.")
    private boolean isVerbose;

    private final List<String> properties = new ArrayList<>();
    private @Nullable Path folder;

    /**
     * Reads the command line.
     *
     * @return {@link #RUN}, or the exit code of a process that has nothing to run
     */
    int parse(String[] args, PrintStream out, PrintStream err) {
        List<String> own = new ArrayList<>();
        for (String arg : args) {
            (isProperty(arg) ? properties : own).add(arg);
        }
        CommandLine commandLine = new CommandLine(this);
        commandLine.getCommandSpec().addOption(HELP);
        return commandLine
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(new UsageErrors(argument -> "see --help"))
                .setExecutionExceptionHandler(KafkaWordCountCommand::printMessage)
                .execute(own.toArray(String[]::new));
    }

    /** Looks for the cluster, so that a wrong address is told at once; without one makes the folder of the demo's own. */
    @Override
    public Integer call() throws IOException {
        if (servers != null) {
            requireListener(servers);
        } else if (hasOwnBroker()) {
            folder = Files.createTempDirectory("millrace-demo-");
        }
        return RUN;
    }

    /** The application that the command line asks for. */
    SpringApplication application() {
        SpringApplication application = new SpringApplication(KafkaWordCountApplication.class);
        if (hasOwnBroker()) {
            application.setAdditionalProfiles(OwnBroker.PROFILE);
        }
        return application;
    }

    /** What was asked for, as properties; those that were given as such win. */
    String[] springArguments() {
        List<String> arguments = new ArrayList<>();
        add(arguments, SERVERS_PROPERTY, servers);
        add(arguments, "millrace.app.demo.folder", folder);
        add(arguments, "millrace.data-dir", folder == null ? null : folder.resolve("millrace"));
        add(arguments, "millrace.app.demo.lines-per-second", linesPerSecond);
        add(arguments, "millrace.app.demo.seconds", seconds);
        add(arguments, "millrace.app.demo.top", top);
        if (isVerbose) {
            add(arguments, "logging.level.root", "info");
            add(arguments, "logging.level.org.apache.kafka", "info");
        }
        arguments.addAll(properties);
        return arguments.toArray(String[]::new);
    }

    /** Whoever names servers, in one of the ways that Spring knows, has a broker. */
    private boolean hasOwnBroker() {
        return servers == null
                && System.getProperty(SERVERS_PROPERTY) == null
                && System.getenv(SERVERS_VARIABLE) == null
                && properties.stream().noneMatch(arg -> arg.startsWith("--" + SERVERS_PROPERTY + "="));
    }

    /** Fails unless something listens at one of the addresses; whether it is Kafka, and wants us, the topology will tell. */
    private static void requireListener(String servers) throws IOException {
        for (String server : servers.split(",", -1)) {
            int colon = server.lastIndexOf(':');
            if (isListening(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)))) {
                return;
            }
        }
        throw new IOException("Nothing listens where Kafka should be: bootstrap-servers=" + servers
                + "; start it, or leave the option out to use a broker of the demo's own");
    }

    private static boolean isListening(String host, int port) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .anyMatch(address -> isListening(new InetSocketAddress(address, port)));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isListening(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void add(List<String> arguments, String property, @Nullable Object value) {
        if (value != null) {
            arguments.add("--" + property + "=" + value);
        }
    }

    private static boolean isProperty(String arg) {
        int end = arg.indexOf('=');
        return arg.startsWith("--") && (end < 0 ? arg : arg.substring(0, end)).contains(".");
    }

    private static int printMessage(Exception failure, CommandLine commandLine, ParseResult parsed) {
        commandLine.getErr().println(failure.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }
}
