package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.api.ServerAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a token comes from, and where it goes. */
class LoginTest {

    @TempDir
    private Path folder;

    private FakeConsole console;

    @BeforeEach
    void start() throws Exception {
        console = new FakeConsole().on("GET /cluster", "cluster");
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void shouldTakeTheTokenOfAFile() throws Exception {
        Path file = token(folder, "a-token-from-a-file-of-mine");

        Terminal terminal = new Terminal().with("MILLRACE_URL", console.url());
        assertThat(terminal.run("members", "--token-file", file.toString()).code())
                .isZero();
        assertThat(console.last().authorization()).isEqualTo("Bearer a-token-from-a-file-of-mine");

        terminal.with("MILLRACE_TOKEN_FILE", file.toString()).run("members");
        assertThat(console.last().authorization()).isEqualTo("Bearer a-token-from-a-file-of-mine");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldRefuseAFileThatOthersCanRead() throws Exception {
        Path file = token(folder, "a-token-from-a-file-of-mine");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        Terminal.Outcome outcome =
                new Terminal().run("members", "--url", console.url(), "--token-file", file.toString());

        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err()).contains("rw-r-----", "Chmod 600 " + file).doesNotContain("a-token-from");
        assertThat(console.seen()).isEmpty();
    }

    @Test
    void shouldRefuseAFileThatHoldsSomethingElse() throws Exception {
        Path file = token(folder, "-----BEGIN PRIVATE KEY-----\nabc");

        Terminal.Outcome outcome =
                new Terminal().run("members", "--url", console.url(), "--token-file", file.toString());

        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err()).doesNotContain("PRIVATE");
        assertThat(console.seen()).isEmpty();
        assertThat(new Terminal().run("members", "--token-file", "nothing").code())
                .isEqualTo(2);
    }

    @Test
    void shouldNotSendATokenWhereOthersReadAlong() {
        Terminal.Outcome outcome = Terminal.of(console).run("members", "--url", "http://console.example.com:8090");

        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err()).contains("plain http", "--insecure-http").doesNotContain(FakeConsole.TOKEN);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8090, http://localhost:8090, true",
        "http://127.0.0.1:8090/, http://127.0.0.1:8090, true",
        "http://127.0.0.1:8090/login?token=x, http://127.0.0.1:8090, true",
        "http://[::1]:8090, http://[::1]:8090, true",
        "https://Example.com/millrace/, https://example.com/millrace, false",
        "https://example.com/millrace/api/v1/applications, https://example.com/millrace, false",
        "http://127.0.0.1.evil.com, http://127.0.0.1.evil.com, false",
        "http://localhost.evil.com/, http://localhost.evil.com, false"
    })
    void shouldUnderstandAddresses(String text, String base, boolean isLoopback) {
        ServerAddress address = ServerAddress.parse(text);

        assertThat(address).hasToString(base);
        assertThat(address.isLoopback()).isEqualTo(isLoopback);
    }

    @Test
    void shouldFindTheApplicationThatRunsHere() throws Exception {
        application("shop", console.url());
        application("dead", "http://127.0.0.1:1");
        Files.writeString(folder.resolve(".millrace/dead/lock"), "999999999\n");

        assertThat(new Terminal().in(folder).run("members").code()).isZero();
        assertThat(console.last().authorization()).isEqualTo("Bearer token-of-the-application-shop");
        // Also with its address only.
        new Terminal().in(folder).run("members", "--url", console.url());
        assertThat(console.last().authorization()).isEqualTo("Bearer token-of-the-application-shop");
    }

    @Test
    void shouldAskWhichOfSeveralThatRunHere() throws Exception {
        application("shop", console.url());
        application("depot", "http://127.0.0.1:1");

        Terminal.Outcome outcome = new Terminal().in(folder).run("members");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("depot (http://127.0.0.1:1), shop (" + console.url() + ")", "--url");
    }

    @Test
    void shouldGoToTheNextMemberOfAClusterThatRunsHere() throws Exception {
        Path second = Files.createDirectories(folder.resolve("worker-2"));
        token(second, "token-of-the-second-member");
        Files.createDirectories(folder.resolve(".millrace"));
        // The first has not written its token yet, as while it starts.
        Files.write(
                folder.resolve(".millrace/local-cluster.properties"),
                List.of(
                        "pid=" + ProcessHandle.current().pid(),
                        "member.0.url=http\\://127.0.0.1\\:1/",
                        "member.0.data-dir=" + folder.resolve("worker-1"),
                        "member.1.url=" + console.url() + "/",
                        "member.1.data-dir=" + second));

        assertThat(new Terminal().in(folder).run("members").code()).isZero();
        assertThat(console.last().authorization()).isEqualTo("Bearer token-of-the-second-member");
    }

    @Test
    void shouldNotLetAFolderSendTokensElsewhere() throws Exception {
        application("shop", "https://evil.example.com");

        Terminal.Outcome outcome = new Terminal().in(folder).run("members", "--timeout", "1");

        assertThat(outcome.err()).doesNotContain("evil");
    }

    @Test
    void shouldMakeTokens() {
        Terminal.Outcome outcome =
                new Terminal().run("token", "new", "--name", "ci", "--role", "operator", "--expires", "30d");

        assertThat(outcome.code()).isZero();
        List<String> lines = outcome.out().lines().toList();
        assertThat(lines.get(0)).matches("mrt_[A-Za-z0-9_-]{43}");
        assertThat(lines.get(1)).isEmpty();
        assertThat(lines.get(2)).matches("millrace\\.console\\.tokens\\.ci\\.hash=\\{sha256}[0-9a-f]{64}");
        assertThat(lines.subList(3, 5))
                .containsExactly(
                        "millrace.console.tokens.ci.role=operator",
                        "millrace.console.tokens.ci.expires=2026-12-26T21:00:00Z");
        assertThat(new Terminal()
                        .run("token", "new", "--name", "ci", "--role", "ADMIN", "--json")
                        .out())
                .contains("\"token\":\"mrt_", "\"expires\":\"2027-02-24T21:00:00Z\"");
    }

    private void application(String name, String url) throws Exception {
        Path data = Files.createDirectories(folder.resolve(".millrace").resolve(name));
        token(data, "token-of-the-application-" + name);
        Files.writeString(data.resolve("console.url"), url + "\n");
        Files.writeString(data.resolve("lock"), ProcessHandle.current().pid() + "\n");
    }

    private static Path token(Path folder, String token) throws Exception {
        Path file = folder.resolve("console.token");
        Files.writeString(file, token + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }
}
