package io.chorus.chat.transport.socket;

import io.chorus.chat.ChatConfig;
import io.netty.buffer.PooledByteBufAllocator;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The memory outside of the heap that frames take while they wait to be written, over all clients:
 * one that is shared counts once. Each client has bounds of its own; many that stay within theirs
 * could take all of it together. Thread-safe; never blocks.
 */
@Singleton
public final class OutboundMemory {
  /** To add up what is in use takes some microseconds. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final long bound;
  private final LongSupplier inUse;
  private final AtomicLong lookedNanos = new AtomicLong(System.nanoTime() - LOOK_NANOS);
  private volatile boolean scarce;

  @Inject
  OutboundMemory(ChatConfig config) {
    this(
        config.session().outboundMemory().asLongValue(),
        PooledByteBufAllocator.DEFAULT::pinnedDirectMemory);
  }

  /**
   * @param bound in bytes
   * @param inUse bytes that are in use
   */
  OutboundMemory(long bound, LongSupplier inUse) {
    this.bound = bound;
    this.inUse = inUse;
  }

  /** Whether more than the bound was in use a moment ago. */
  boolean isScarce() {
    long now = System.nanoTime();
    long looked = lookedNanos.get();
    if (now - looked >= LOOK_NANOS && lookedNanos.compareAndSet(looked, now)) {
      scarce = inUse.getAsLong() > bound;
    }
    return scarce;
  }
}
