package io.millrace.worker.remote;

import io.millrace.status.CheckpointStatus;
import io.millrace.status.OperatorStatus;
import io.millrace.status.SlowCall;
import io.millrace.status.StuckCall;
import io.millrace.status.TaskStatus;
import io.millrace.status.TopologyStatus;
import io.millrace.status.Trouble;
import java.util.List;

/**
 * What the leader knows of a topology over all executors, as it tells the others once a second. The state is not part of it:
 * members hear of that at once, with {@link Command.Note}.
 *
 * @param operators its steps
 * @param stuck calls of user code that have not returned for a while, in the process of the leader
 * @param slow steps whose code held up others, in the process of the leader
 * @param checkpoints its checkpoints and restarts
 * @param troubles what keeps tasks from their work
 * @param tasks what its tasks have measured, as many as a message holds
 */
public record TopologyPicture(
        String topology,
        List<OperatorStatus> operators,
        List<StuckCall> stuck,
        List<SlowCall> slow,
        CheckpointStatus checkpoints,
        List<Trouble> troubles,
        List<TaskStatus> tasks)
        implements Message {

    private static final int MAX_ENTRIES = 100;
    private static final int MAX_CHARS = 500;
    private static final int MAX_TASKS = 1000;

    /** The picture that a status gives, no larger than a message for any topology that can be run. */
    public static TopologyPicture of(TopologyStatus status, List<TaskStatus> tasks) {
        return new TopologyPicture(
                status.topology(),
                status.operators(),
                status.stuck().stream().limit(MAX_ENTRIES).toList(),
                status.slow().stream().limit(MAX_ENTRIES).toList(),
                status.checkpoints(),
                status.troubles().stream()
                        .limit(MAX_ENTRIES)
                        .map(TopologyPicture::shortened)
                        .toList(),
                tasks.stream().limit(MAX_TASKS).toList());
    }

    private static Trouble shortened(Trouble trouble) {
        return new Trouble(trouble.operator(), trouble.taskIndex(), Texts.shortened(trouble.reason(), MAX_CHARS));
    }
}
