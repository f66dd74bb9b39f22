package io.millrace.worker.autoconfigure;

import io.millrace.worker.TopologyStartException;
import io.millrace.worker.UnkeptTypesException;
import io.millrace.worker.checkpoint.DamagedCheckpointException;
import io.millrace.worker.checkpoint.FolderInUseException;
import io.millrace.worker.checkpoint.OtherTopologyException;
import io.millrace.worker.supervise.RestoreRefusedException;
import io.millrace.worker.task.RestoreFailedException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains a topology that cannot be started because of its checkpoints. The engine says what is wrong; which property helps
 * is known here only.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class CheckpointFailureAnalyzer implements FailureAnalyzer {

    private static final String ANOTHER_FOLDER =
            "set millrace.data-dir to another folder, or give the application another"
                    + " name with millrace.application.name or spring.application.name.";

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CheckpointFolderException folder) {
                return folder(folder);
            }
            if (cause instanceof TopologyStartException start) {
                return start(start);
            }
        }
        return null;
    }

    private static FailureAnalysis folder(CheckpointFolderException failure) {
        String topology = failure.topology();
        if (failure.getCause() instanceof FolderInUseException inUse) {
            return new FailureAnalysis(
                    "The folder in which topology '" + topology + "' keeps its checkpoints, '" + failure.folder()
                            + "', is in use by " + inUse.owner()
                            + ". Two at once would spoil each other's checkpoints.",
                    "Stop the other one, or " + ANOTHER_FOLDER,
                    failure);
        }
        if (failure.getCause() instanceof DamagedCheckpointException damaged) {
            return new FailureAnalysis(
                    "What topology '" + topology + "' has kept cannot be read: " + firstPart(damaged) + ".",
                    "Bring the file back from a copy. To begin anew, without what was kept and with all savepoints lost,"
                            + " delete the folder '" + failure.folder() + "'.",
                    failure);
        }
        if (failure.getCause() instanceof OtherTopologyException) {
            return new FailureAnalysis(
                    "Topology '" + topology + "' cannot use its folder: " + failure.reason() + ".",
                    "Bring the folder that belongs there to '" + failure.folder() + "', or " + ANOTHER_FOLDER,
                    failure);
        }
        return new FailureAnalysis(
                "Topology '" + topology + "' cannot keep its checkpoints in '" + failure.folder() + "': "
                        + failure.reason() + ".",
                "Let this user write there, or set millrace.data-dir, or millrace.checkpoint.folder where that is set, to a"
                        + " folder that can be written. Where nothing is to be kept over restarts, set "
                        + property(topology, "guarantee") + "=at-most-once.",
                failure);
    }

    private static @Nullable FailureAnalysis start(TopologyStartException failure) {
        String topology = failure.topology();
        if (failure.getCause() instanceof RestoreRefusedException refused) {
            return new FailureAnalysis(
                    "Topology '" + topology + "' cannot go on from what is kept of it: "
                            + withoutPrefix(firstPart(refused)) + ".",
                    remedy(topology, refused),
                    failure);
        }
        if (failure.getCause() instanceof RestoreFailedException restore) {
            return new FailureAnalysis(
                    "Topology '" + topology + "' cannot take back what is kept of it: " + restore.getMessage(),
                    "Give the state the type and the name that it had. If it may be lost, give it another name, and set "
                            + property(topology, "restore.drop") + "=" + String.join(",", restore.operators()) + ".",
                    failure);
        }
        if (failure.getCause() instanceof UnkeptTypesException types) {
            return new FailureAnalysis(types(topology, types), typesRemedy(topology, types), failure);
        }
        return null;
    }

    private static String remedy(String topology, RestoreRefusedException refused) {
        return switch (refused.reason()) {
            case UNOWNED_STATE ->
                "If an operator has a new name, say its former one in the code with formerly. If the state may be lost, set "
                        + property(topology, "restore.drop") + "=" + String.join(",", refused.subjects()) + ".";
            case UNKNOWN_SAVEPOINT ->
                "Correct " + property(topology, "restore.savepoint")
                        + ", or leave it out to go on from the last checkpoint.";
            case OTHER_TOPOLOGY -> "Choose a checkpoint of this topology, or " + ANOTHER_FOLDER;
            case KEY_GROUPS ->
                "Set the number of key groups back to " + String.join(",", refused.subjects())
                        + " in the code; it is fixed with the first checkpoint.";
            case DAMAGED ->
                "Bring the file back from a copy, or set " + property(topology, "restore.accept-duplicates")
                        + "=true to go on from an older checkpoint, which shows some results again.";
        };
    }

    private static String types(String topology, UnkeptTypesException types) {
        return types.faults().stream()
                .map(fault -> "\n    - " + fault.operator() + ": " + fault.type() + ", type of the " + fault.use()
                        + ": " + fault.reason())
                .collect(Collectors.joining(
                        "", "Topology '" + topology + "' has types that cannot be kept in checkpoints:\n", ""));
    }

    private static String typesRemedy(String topology, UnkeptTypesException types) {
        Set<String> remedies = new TreeSet<>();
        types.faults().forEach(fault -> remedies.add("\n    - " + fault.remedy()));
        return "One of:\n" + String.join("", remedies) + "\n    - where nothing is to be kept, set "
                + property(topology, "guarantee") + "=at-most-once";
    }

    private static String property(String topology, String name) {
        return "millrace.topologies." + topology + "." + name;
    }

    /** What is wrong, without what to do. */
    private static String firstPart(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        int split = message.lastIndexOf("; ");
        return split < 0 ? message : message.substring(0, split);
    }

    private static String withoutPrefix(String message) {
        return message.substring(message.indexOf("; ") + 2);
    }
}
