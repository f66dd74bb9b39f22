package io.millrace.worker.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelPipeTest {

    private final Counters counters = new Counters();
    private final List<Throwable> failures = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter() {
        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            pipe = new ChannelPipe(context, NetSettings.DEFAULTS.withBounds(1, 1_000_000), counters, new byte[0]);
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            pipe.onWritabilityChanged();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            pipe.onClosed();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            failures.add(cause);
            context.close();
        }
    });
    private final List<ByteBuf> sent = new ArrayList<>();
    private ChannelPipe pipe;

    @Test
    void shouldMakeOneWriteAndOneFlushOfManySmallBuffers() {
        for (int i = 0; i < 100; i++) {
            send(i, 50);
        }
        channel.runPendingTasks();

        assertThat(pieces()).containsExactly(5_000);
        assertThat(counters.wakeUps.sum()).isEqualTo(1);
        assertThat(counters.writes.sum()).isEqualTo(1);
        assertThat(counters.flushes.sum()).isEqualTo(1);
        assertThat(counters.buffers.sum()).isEqualTo(100);
        assertThat(counters.bytesOut.sum()).isEqualTo(5_000);
        assertAllReleased();
    }

    @Test
    void shouldCutLongBuffersToPiecesInTheirOrder() {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1 << 20, 2 << 20));
        send(1, 10);
        send(2, 150_000);
        send(3, 20);
        channel.runPendingTasks();

        ByteBuf all = Unpooled.buffer();
        List<Integer> lengths = new ArrayList<>();
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            lengths.add(piece.readableBytes());
            all.writeBytes(piece);
            piece.release();
        }
        assertThat(lengths).containsExactly(65_536, 65_536, 150_030 - 2 * 65_536);
        assertThat(all.getByte(9)).isEqualTo((byte) 1);
        assertThat(all.getByte(10)).isEqualTo((byte) 2);
        assertThat(all.getByte(150_009)).isEqualTo((byte) 2);
        assertThat(all.getByte(150_010)).isEqualTo((byte) 3);
        assertAllReleased();
    }

    @Test
    void shouldLeaveInTheQueueWhatTheSocketDoesNotTake() {
        blockSocket(true);
        for (int i = 0; i < 100; i++) {
            send(i, 50);
            channel.runPendingTasks();
        }

        assertThat(pieces()).isEmpty();
        assertThat(pipe.queuedBytes()).isEqualTo(5_000);
        assertThat(counters.wakeUps.sum()).as("no sender wakes in vain").isEqualTo(1);

        blockSocket(false);
        channel.runPendingTasks();

        assertThat(pieces()).containsExactly(5_000);
        assertThat(pipe.queuedBytes()).isZero();

        send(1, 7);
        channel.runPendingTasks();

        assertThat(pieces()).as("wakes again").containsExactly(7);
    }

    @Test
    void shouldWriteWhatWasSentBeforeItCloses() {
        blockSocket(true);
        send(1, 10);
        pipe.close();
        send(2, 10);
        channel.runPendingTasks();

        assertThat(pieces().stream().mapToInt(Integer::intValue).sum()).isEqualTo(10);
        assertThat(channel.isOpen()).isFalse();
        assertAllReleased();
    }

    @Test
    void shouldReleaseWhatWaitsWhenTheChannelCloses() {
        blockSocket(true);
        send(1, 10);
        channel.runPendingTasks();
        channel.close();
        send(2, 10);
        channel.runPendingTasks();

        assertAllReleased();
        assertThat(pipe.queuedBytes()).isZero();
    }

    /** As if the sender had looked before the channel was closed, and put its buffer into the queue after that. */
    @Test
    void shouldReleaseWhatComesTooLateBehindABlockedSocket() {
        blockSocket(true);
        send(1, 10);
        channel.runPendingTasks();
        pipe.onClosed();

        pipe.enqueue(buffer(2, 10));
        channel.runPendingTasks();

        assertAllReleased();
    }

    @Test
    void shouldBreakOffAPeerThatDoesNotReadWhatItHasGrantedCreditFor() {
        blockSocket(true);
        for (int i = 0; i < 11; i++) {
            send(i, 100_000);
            channel.runPendingTasks();
        }

        assertThat(channel.isOpen()).isFalse();
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining("maxQueuedBytes=1000000"));
        assertAllReleased();
    }

    private void blockSocket(boolean isBlocked) {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, !isBlocked);
        channel.runPendingTasks();
    }

    private void send(int content, int length) {
        pipe.send(buffer(content, length));
    }

    private ByteBuf buffer(int content, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) content);
        ByteBuf buffer = channel.alloc().heapBuffer(length).writeBytes(bytes);
        sent.add(buffer);
        return buffer;
    }

    private List<Integer> pieces() {
        List<Integer> lengths = new ArrayList<>();
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            if (piece.isReadable()) {
                lengths.add(piece.readableBytes());
            }
            piece.release();
        }
        return lengths;
    }

    private void assertAllReleased() {
        assertThat(sent).allSatisfy(buffer -> assertThat(buffer.refCnt()).isZero());
    }
}
