package io.millrace.worker.autoconfigure;

import io.millrace.status.TopologyState;
import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

/**
 * Keeps the JVM of an application without a web server alive while topologies run. When all have ended by themselves, it
 * ends the application with exit code 0, or 1 if a topology has failed; other {@link ExitCodeGenerator} beans are asked too.
 *
 * <p>Does nothing in an application with a web server, in one without topologies, in one with {@code
 * spring.main.keep-alive}, and where the application was not started by its {@code main} method: there the JVM belongs to
 * somebody else, such as a test.
 */
final class ApplicationExit implements ApplicationListener<ApplicationReadyEvent>, ExitCodeGenerator {

    private static final List<String> TEST_FRAMEWORKS =
            List.of("org.junit.", "org.testng.", "org.springframework.test.", "org.springframework.boot.test.");

    private final ApplicationTopologies topologies;
    private final TopologyLifecycle lifecycle;
    private final ApplicationContext context;

    ApplicationExit(ApplicationTopologies topologies, TopologyLifecycle lifecycle, ApplicationContext context) {
        this.topologies = topologies;
        this.lifecycle = lifecycle;
        this.context = context;
    }

    /** Called by the thread that runs the application, when nothing that is part of the start is left to do. */
    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        SpringApplication application = event.getSpringApplication();
        if (event.getApplicationContext() == context
                && topologies.hasTopologies()
                && lifecycle.isAutoStartup()
                && application.getWebApplicationType() == WebApplicationType.NONE
                && !application.isKeepAlive()
                && StackWalker.getInstance().walk(ApplicationExit::isMain)) {
            Thread thread = new Thread(this::exitAfterTopologies, "millrace-exit");
            thread.setDaemon(false);
            thread.start();
        }
    }

    @Override
    public int getExitCode() {
        return topologies.outcome().getNow(TopologyState.STOPPED) == TopologyState.FAILED ? 1 : 0;
    }

    private void exitAfterTopologies() {
        if (topologies.outcome().join() != TopologyState.STOPPED) {
            System.exit(SpringApplication.exit(context));
        }
    }

    /** Whether the calls lead from a {@code main} method here, and not through a test that called it. */
    private static boolean isMain(Stream<StackFrame> calls) {
        List<StackFrame> frames = calls.toList();
        return frames.stream().anyMatch(frame -> frame.getMethodName().equals("main"))
                && frames.stream().noneMatch(ApplicationExit::isTest);
    }

    private static boolean isTest(StackFrame frame) {
        return TEST_FRAMEWORKS.stream().anyMatch(frame.getClassName()::startsWith);
    }
}
