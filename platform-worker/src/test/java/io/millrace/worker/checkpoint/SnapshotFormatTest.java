package io.millrace.worker.checkpoint;

import static io.millrace.worker.checkpoint.Checkpoints.TOPOLOGY;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bytes that docs/checkpoint-format.md describes. If this fails, the version of the format has to change. */
class SnapshotFormatTest {

    /** Header, block, index, trailer. */
    private static final String SNAPSHOT = ""
            + "4d524350000101000000000000000001000000009da5aa8e"
            + "010000000000000000000002000000036da601a9"
            + "010203"
            + "0200000000000000000000000000005c63a34cae"
            + "73656374696f6e733d310a73656374696f6e2e302e6f70657261746f723d6f0a"
            + "73656374696f6e2e302e6e616d653d6e0a73656374696f6e2e302e656e747269"
            + "65733d320a73656374696f6e2e302e70726f70657274792e6b3d760a"
            + "000000000000002f00000000000000b7b1ab97fb4d524544";

    private static final String POINTER = ""
            + "4d524350000103000000000000000000000000000dba6fae"
            + "03000000000000000000000000000027b545209f"
            + "746f706f6c6f67793d6f72646572730a6c61746573743d300a636865636b706f"
            + "696e74733d300a";

    private static final String NUMBERS = ""
            + "4d52435000010400000000000000000000000000a442b38d"
            + "03000000000000000000000000000022f214b6b5"
            + "636865636b706f696e743d310a617474656d70743d320a726567696f6e2e303d310a";

    private final SimulatedDisk disk = new SimulatedDisk(1);

    @Test
    void shouldWriteASnapshotAsItAlwaysWas() throws Exception {
        try (CheckpointStore store = FileCheckpointStore.open(disk, TOPOLOGY)) {
            long id = store.nextCheckpoint();
            try (SnapshotWriter writer = store.create(id, "t")) {
                writer.section(new Section("o", "n", Map.of("k", "v")));
                writer.block(0, new byte[] {1, 2, 3}, 0, 3, 2);
                writer.finish();
            }
        }
        assertThat(hex("orders/chk-1/t")).isEqualTo(SNAPSHOT);
    }

    @Test
    void shouldWritePointerAndNumbersAsTheyAlwaysWere() throws Exception {
        try (CheckpointStore store = FileCheckpointStore.open(disk, TOPOLOGY)) {
            store.nextAttempt(0);
        }
        assertThat(hex("orders/pointer")).isEqualTo(POINTER);
        assertThat(hex("orders/numbers")).isEqualTo(NUMBERS);
    }

    @Test
    void shouldWriteAManifestThatPeopleCanRead() throws Exception {
        try (CheckpointStore store = FileCheckpointStore.open(disk, TOPOLOGY)) {
            Checkpoints.decide(store, Manifest.Kind.STOP);
        }
        byte[] bytes = disk.content("orders/chk-1/manifest");
        int textAt = FileHeader.BYTES + Frame.HEAD_BYTES;
        assertThat(HexFormat.of().formatHex(bytes, 0, 20)).isEqualTo("4d524350000102000000000000000001" + "00000000");
        assertThat(new String(bytes, textAt, bytes.length - textAt, StandardCharsets.UTF_8))
                .startsWith("""
                        checkpoint=1
                        kind=STOP
                        topology=orders
                        keyGroups=1024
                        createdMillis=1700000000001
                        attempt=1
                        transactions=0
                        property.base=7f=\\u005c\\u000a
                        tasks=1
                        task.0.stage=1
                        task.0.operators=2
                        task.0.operator.0=source
                        task.0.operator.1=count
                        task.0.task=0
                        task.0.parallelism=1
                        task.0.isEnded=false
                        task.0.file=task-0
                        task.0.bytes=""");
    }

    @Test
    void shouldSayInAManifestWhichFilesItShares() throws Exception {
        try (CheckpointStore store = FileCheckpointStore.open(disk, TOPOLOGY)) {
            long id = store.nextCheckpoint();
            List<SharedFile> shared = List.of(Checkpoints.share(store, id, "t-000012.sst", "text"));
            SnapshotFile file = Checkpoints.write(store, id, "task-0", "text");
            store.complete(Checkpoints.manifest(id, Manifest.Kind.CHECKPOINT, file, shared));
        }
        byte[] bytes = disk.content("orders/chk-1/manifest");
        int textAt = FileHeader.BYTES + Frame.HEAD_BYTES;
        assertThat(HexFormat.of().formatHex(bytes, 0, 20)).isEqualTo("4d524350000202000000000000000001" + "00000000");
        assertThat(new String(bytes, textAt, bytes.length - textAt, StandardCharsets.UTF_8))
                .endsWith("""
                        task.0.shared=1
                        task.0.shared.0.file=1-t-000012.sst
                        task.0.shared.0.bytes=4
                        task.0.shared.0.checksum=793975265
                        """);
        assertThat(hex("orders/shared/1-t-000012.sst")).isEqualTo("74657874");
    }

    private String hex(String file) throws Exception {
        return HexFormat.of().formatHex(disk.content(file));
    }
}
