package io.millrace.worker.simulation.crash;

import io.millrace.worker.checkpoint.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Decides, by a seed, what the disk does wrong, in each life of the process. */
final class Faults {

    private final Random random;
    private final SimulatedDisk disk;
    private int left;
    private boolean hasDamaged;

    Faults(Random random, SimulatedDisk disk, CrashLimits limits) {
        this.random = random;
        this.disk = disk;
        this.left = limits.diskFaults();
    }

    void end() {
        left = 0;
        disk.setFull(false);
        disk.setReadOnly(false);
    }

    /** Whether a file was damaged after it had been decided upon, so that nothing may be expected but a clear word. */
    boolean hasDamaged() {
        return hasDamaged;
    }

    void beforeLife() {
        disk.setFull(false);
        disk.setReadOnly(false);
        if (left > 0 && random.nextInt(25) == 0) {
            left--;
            damage();
        }
    }

    void duringLife() {
        if (left == 0) {
            return;
        }
        long now = disk.operations();
        int kind = random.nextInt(8);
        left -= kind < 6 ? 1 : 0;
        switch (kind) {
            case 0 -> disk.crashAt(now + 1 + random.nextInt(300));
            case 1 -> disk.failAt(now + 1 + random.nextInt(200));
            case 2 -> disk.flipWriteAt(now + 1 + random.nextInt(200));
            case 3 -> disk.flipReadAt(now + 1 + random.nextInt(200));
            case 4 -> {
                disk.stallAt(now + 1 + random.nextInt(60), () -> disk.setFull(true));
                disk.stallAt(now + 61 + random.nextInt(100), () -> disk.setFull(false));
            }
            case 5 -> {
                disk.stallAt(now + 1 + random.nextInt(60), () -> disk.setReadOnly(true));
                disk.stallAt(now + 61 + random.nextInt(100), () -> disk.setReadOnly(false));
            }
            default -> {}
        }
    }

    /** Flips a bit of some file. */
    private void damage() {
        try {
            List<String> files = new ArrayList<>();
            collect("", files);
            if (files.isEmpty()) {
                return;
            }
            String file = files.get(random.nextInt(files.size()));
            byte[] content = disk.content(file);
            if (content.length > 0) {
                content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
                disk.setContent(file, content);
                hasDamaged = true;
            }
        } catch (IOException e) {
            throw new IllegalStateException("Disk cannot be damaged", e);
        }
    }

    private void collect(String folder, List<String> files) throws IOException {
        for (String name : disk.list(folder)) {
            String path = folder.isEmpty() ? name : folder + "/" + name;
            try {
                disk.content(path);
                files.add(path);
            } catch (IOException isFolder) {
                collect(path, files);
            }
        }
    }
}
