package io.millrace.worker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.worker.exchange.Batch;
import io.millrace.worker.exchange.ChannelAddress;
import io.millrace.worker.exchange.Inlet;
import io.millrace.worker.exchange.Outlet;
import io.millrace.worker.exchange.Waker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * One connection, byte by byte, as {@code docs/wire-format.md} shows it. With {@code -Dmillrace.wire.dump=true} the dump is
 * printed, for those who change the format.
 */
class WireFormatTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "wire-format.md");
    private static final Pattern DUMP = Pattern.compile("(?m)^([><] [A-Z]+.*)\\n((?:    ?[0-9a-f ]+\\n)+)");
    private static final int BYTES_PER_LINE = 32;

    private final WireSettings settings = WireSettings.DEFAULTS;
    private final CountedBuffers buffers = new CountedBuffers();
    private final Map<String, byte[]> dump = new LinkedHashMap<>();
    private final MemoryPipe dialling = new MemoryPipe();
    private final MemoryPipe accepting = new MemoryPipe();
    private final Wire wire1 = wire(1, 0x11);
    private final Wire wire2 = wire(2, 0x22);
    private Connection dialled;
    private Connection accepted;

    @Test
    void shouldBeWhatTheDocumentSays() throws IOException {
        converse();
        if (Boolean.getBoolean("millrace.wire.dump")) {
            dump.forEach((what, bytes) -> System.out.println(what + "\n" + hex(bytes)));
        }
        assertThat(documented()).containsExactlyEntriesOf(shown());
        wire1.close();
        wire2.close();
        assertThat(buffers.live()).isZero();
    }

    @Test
    void shouldNumberTypesAndErrorsAsTheDocumentDoes() throws IOException {
        String text = Files.readString(DOCUMENT);
        for (FrameType type : FrameType.values()) {
            assertThat(text).contains("| " + type.code() + " | `" + type + "` |");
        }
        for (ErrorCode code : ErrorCode.values()) {
            assertThat(text).contains("| " + code.number() + " | `" + code + "` |");
        }
    }

    private void converse() {
        dialled = wire1.dial(2, dialling);
        accepted = wire2.accept(accepting);
        for (int i = 0; i < 4; i++) {
            pass();
        }
        Attempt sending = wire1.open(spec(7));
        Attempt receiving = wire2.open(spec(7));
        ChannelAddress address = new ChannelAddress(7, 1, 2, 3);
        Inlet inlet = receiving.inlet(address, 1, Waker.NONE);
        Outlet outlet = sending.outlet(address, 2, Waker.NONE);
        pass();
        send(outlet, inlet);
        assertThat(wire1.send(2, "hello".getBytes(StandardCharsets.UTF_8))).isTrue();
        pass();
        dialled.onTick(0);
        dialled.onTick(1);
        sending.close();
        wire1.open(spec(8)).outlet(new ChannelAddress(8, 1, 0, 0), 2, Waker.NONE);
        wire2.open(spec(9));
        pass();
        accepted.close("The executor is stopping");
        pass();
    }

    private static void send(Outlet outlet, Inlet inlet) {
        Batch batch = outlet.obtain();
        batch.add("key", 0x01020304, "value", 1000);
        batch.addWatermark(990);
        batch.add("k", 5, "v", 999);
        batch.barrier(6);
        batch.addOrigin(1_700_000_000_000_123L);
        assertThat(outlet.offer(batch)).isTrue();
        assertThat(inlet.poll()).isNull();
    }

    private void pass() {
        byte[] forth = dialling.take();
        note("> ", forth);
        MemoryPipe.deliver(forth, 1 << 20, accepted);
        byte[] back = accepting.take();
        note("< ", back);
        MemoryPipe.deliver(back, 1 << 20, dialled);
    }

    private void note(String direction, byte[] bytes) {
        for (byte[] frame : Frames.split(bytes)) {
            String name = direction + Frames.type(frame);
            String unique = name;
            for (int i = 2; dump.containsKey(unique); i++) {
                unique = name + " " + i;
            }
            dump.put(unique, frame);
        }
    }

    private Map<String, String> shown() {
        Map<String, String> shown = new LinkedHashMap<>();
        dump.forEach((what, bytes) -> shown.put(what, hex(bytes)));
        return shown;
    }

    private static Map<String, String> documented() throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        Matcher matcher = DUMP.matcher(Files.readString(DOCUMENT));
        while (matcher.find()) {
            found.put(matcher.group(1), matcher.group(2));
        }
        return found;
    }

    private static String hex(byte[] bytes) {
        StringBuilder lines = new StringBuilder();
        for (int at = 0; at < bytes.length; at += BYTES_PER_LINE) {
            List<String> words = new ArrayList<>();
            int end = Math.min(bytes.length, at + BYTES_PER_LINE);
            for (int i = at; i < end; i += 4) {
                words.add(HexFormat.of().formatHex(bytes, i, Math.min(end, i + 4)));
            }
            lines.append("    ").append(String.join(" ", words)).append('\n');
        }
        return lines.toString();
    }

    private Wire wire(int executor, int filler) {
        Member member = new Member("cluster", "shop", "1.0", executor, executor * 0x1111L);
        Randomness counting = bytes -> {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (filler + i);
            }
        };
        return new Wire(settings, member, WirePair.SECRET, new WireContext(buffers, counting, () -> 0, new Events()));
    }

    private static AttemptSpec spec(long attempt) {
        return new AttemptSpec(
                "orders",
                attempt,
                List.of(new ExchangeSpec(1, "split → count", WirePair.STRINGS, WirePair.STRINGS, "string", "string")));
    }
}
