package io.millrace.worker.wire;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.netty.buffer.UnpooledHeapByteBuf;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Allocator that knows how many of its buffers have not been released, and how long the longest one was. */
public final class CountedBuffers extends AbstractByteBufAllocator {

    private final AtomicInteger live = new AtomicInteger();
    private final AtomicLong liveBytes = new AtomicLong();
    private final AtomicLong longestBytes = new AtomicLong();

    /** Buffers that were handed out and not released. */
    public int live() {
        return live.get();
    }

    /** Bytes in these. */
    public long liveBytes() {
        return liveBytes.get();
    }

    /** Length of the longest one so far. */
    public long longestBytes() {
        return longestBytes.get();
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        added(initialCapacity);
        return new CountedHeap(this, initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        added(initialCapacity);
        return new CountedDirect(this, initialCapacity, maxCapacity);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return false;
    }

    private void added(int bytes) {
        live.incrementAndGet();
        liveBytes.addAndGet(bytes);
        longestBytes.accumulateAndGet(bytes, Math::max);
    }

    private void removed(int bytes) {
        live.decrementAndGet();
        liveBytes.addAndGet(-bytes);
    }

    private final class CountedHeap extends UnpooledHeapByteBuf {

        private final int bytes;

        CountedHeap(ByteBufAllocator buffers, int initialCapacity, int maxCapacity) {
            super(buffers, initialCapacity, maxCapacity);
            this.bytes = initialCapacity;
        }

        @Override
        protected void deallocate() {
            removed(bytes);
            super.deallocate();
        }
    }

    private final class CountedDirect extends UnpooledDirectByteBuf {

        private final int bytes;

        CountedDirect(ByteBufAllocator buffers, int initialCapacity, int maxCapacity) {
            super(buffers, initialCapacity, maxCapacity);
            this.bytes = initialCapacity;
        }

        @Override
        protected void deallocate() {
            removed(bytes);
            super.deallocate();
        }
    }
}
