package io.millrace.console;

import io.millrace.cluster.ClusterServices;
import java.io.IOException;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Bean;

/** Brings what a cluster needs beside the engine. Its libraries are apart from those of the application, like the console's. */
@AutoConfiguration(beforeName = "io.millrace.worker.autoconfigure.MillraceAutoConfiguration")
@ConditionalOnProperty("millrace.zookeeper.connect-string")
public final class ClusterAutoConfiguration {

    /** What concerns members is said by Millrace, once. */
    private static final List<LibraryLog> LIBRARIES = List.of(
            new LibraryLog("org.apache.zookeeper", "org.apache.zookeeper.ZooKeeper"),
            new LibraryLog("org.apache.curator", "org.apache.curator.framework.CuratorFramework"));

    @Bean
    @ConditionalOnMissingBean
    ClusterServices millraceClusterServices(ObjectProvider<LoggingSystem> logging) throws IOException {
        logging.ifAvailable(ClusterAutoConfiguration::quieten);
        return ConsoleLibraries.load().clusterServices();
    }

    static void quieten(LoggingSystem logging) {
        LIBRARIES.forEach(library -> library.limit(logging, LogLevel.OFF));
    }
}
