package io.millrace.examples.authorization;

import org.springframework.boot.SpringApplication;

/**
 * What the process of a server runs: an application of Spring Boot.
 *
 * <p>The class is copied to where the process can load it, with those that {@link ServerProcess} names: it must not need any
 * other of this module, nor an inner one.
 */
final class ServerMain {

    private ServerMain() {}

    /** Arguments: properties of the application. */
    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(ServerConfiguration.class);
        application.setRegisterShutdownHook(true);
        application.run(args);
    }
}
