package io.millrace.worker.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.cluster.CoordinationException;
import io.millrace.worker.checkpoint.SimulatedCoordination;
import org.junit.jupiter.api.Test;

/** What is in force can be changed whatever became of the change before. */
class DeploymentDocumentTest {

    private static final Deployment FIRST = Deployment.of("1");

    /** Seeds 1137 and 1205 of a simulation: a topology that somebody had stopped could not be started as long as the leader led. */
    @Test
    void shouldChangeAfterAChangeOfWhichTheOutcomeIsNotKnown() throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            SimulatedCoordination cluster = new SimulatedCoordination(seed);
            DeploymentDocument document = new DeploymentDocument(cluster);
            long epoch = cluster.elect();
            document.open(epoch, FIRST);
            Deployment stopped = FIRST.withWishes(Wishes.NONE.stop("counts"));

            cluster.unknownOneIn(1);
            assertThat(catchThrowable(() -> document.change(epoch, stopped)))
                    .as("seed %d", seed)
                    .isInstanceOf(CoordinationException.class);
            cluster.unknownOneIn(0);

            Deployment draining = FIRST.withWishes(Wishes.NONE.drain("counts"));
            document.change(epoch, draining);
            assertThat(document.look()).as("seed %d", seed).contains(draining);
            document.change(epoch, FIRST);
            assertThat(document.look()).as("seed %d", seed).contains(FIRST);
            assertThat(document.deployment()).as("seed %d", seed).isEqualTo(FIRST);
        }
    }
}
