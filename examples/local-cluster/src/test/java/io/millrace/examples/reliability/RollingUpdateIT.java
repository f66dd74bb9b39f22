package io.millrace.examples.reliability;

import io.millrace.examples.process.OwnFolder;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;

/**
 * A cluster counts from Kafka to Kafka, and goes to another version of the application and back again; whoever reads what is
 * committed sees each count, once and in order. See docs/reliability.md. It starts six JVMs one after the other, and so runs
 * only when it is asked for; what happens then is tried in one JVM by every build.
 */
@EnabledIfSystemProperty(named = "reliability.full", matches = ".*")
@Timeout(value = 1, unit = TimeUnit.HOURS)
@DisabledOnOs(OS.WINDOWS)
class RollingUpdateIT {

    private static final Scale SCALE = Scale.ofThisRun();
    private static final String ROW = "rolling update to another version";

    @Test
    void shouldGoOnWhileTheVersionIsReplacedForthAndBack() throws Exception {
        Path folder = Stage.newFolder();
        try (Scene scene = Scene.start(new Stage(SCALE, folder, Cast.BARE, null))) {
            for (int round = 1; round <= SCALE.rounds(); round++) {
                update(scene, new RollingUpdate("1", "2"));
                update(scene, new RollingUpdate("2", "1"));
            }
            scene.finish();
        } catch (Exception | AssertionError e) {
            throw new AssertionError("Rolling update, see " + folder, e);
        }
        new OwnFolder(folder, true).deleteIfTemporary();
    }

    private static void update(Scene scene, RollingUpdate update) throws Exception {
        RoundTimes times = scene.measure(update);
        System.out.println(update + ": " + times);
        ReliabilityTable.OF_THIS_RUN.add(ROW, times);
        ReliabilityTable.OF_THIS_RUN.writeTo(SCALE.table());
    }
}
