package io.millrace.worker.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplicationAotProcessor;

/** Does what Boot's build plugins do: processes an application ahead of time, compiles the result, and runs it. */
@Timeout(180)
class AheadOfTimeIT {

    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @TempDir
    private static Path folder;

    private static String processedClassPath;

    @BeforeAll
    static void process() throws Exception {
        Path sources = folder.resolve("sources");
        Path resources = folder.resolve("resources");
        Path classes = folder.resolve("classes");
        try (ChildJvm processor = ChildJvm.start(
                SpringApplicationAotProcessor.class,
                ProcessedApplication.class.getName(),
                sources.toString(),
                resources.toString(),
                classes.toString(),
                "com.acme",
                "shop")) {
            assertThat(processor.exitCode()).as(processor.output()).isZero();
        }
        compile(sources, classes);
        processedClassPath = String.join(File.pathSeparator, classes.toString(), resources.toString(), CLASS_PATH);
    }

    @Test
    void shouldRunATopologyThatWasProcessed() throws Exception {
        try (ChildJvm jvm =
                ChildJvm.start(processedClassPath, List.of("-Dspring.aot.enabled=true"), ProcessedApplication.class)) {
            assertThat(jvm.exitCode()).as(jvm.output()).isZero();
            assertThat(jvm.output())
                    .contains("Starting AOT-processed")
                    .contains("result 20")
                    .contains("Topology has finished: topology=processed");
        }
    }

    @Test
    void shouldFindUnknownPropertiesThenToo() throws Exception {
        try (ChildJvm jvm = ChildJvm.start(
                processedClassPath,
                List.of("-Dspring.aot.enabled=true"),
                ProcessedApplication.class,
                "--millrace.worker.thread=2")) {
            assertThat(jvm.exitCode()).as(jvm.output()).isOne();
            assertThat(jvm.output()).contains("did you mean millrace.worker.threads?");
        }
    }

    private static void compile(Path sources, Path classes) throws IOException {
        List<String> args = new ArrayList<>(List.of("-nowarn", "-proc:none", "-cp"));
        args.add(classes + File.pathSeparator + CLASS_PATH);
        args.addAll(List.of("-d", classes.toString()));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(args::add);
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, args.toArray(String[]::new))).isZero();
    }
}
