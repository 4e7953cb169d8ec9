package io.chorus.stack.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The one thread that serves all clients: reads what comes, and once a millisecond calls whoever
 * sends at a rate. Everything of a {@link ClientSocket} happens on it.
 */
public final class Loader implements AutoCloseable {
  private static final int READ_BYTES = 256 * 1024;

  private final Selector selector;
  private final Thread thread;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  /** Shared, as one socket is read at a time. */
  private final ByteBuffer incoming = ByteBuffer.allocateDirect(READ_BYTES);

  /** Belongs to the loader's thread. */
  private final List<Watch> watches = new ArrayList<>();

  private volatile boolean closed;
  private Runnable ticker = () -> {};

  public Loader() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread = Thread.ofPlatform().daemon().name("loader").start(this::run);
  }

  /** Has this done on the loader's thread. */
  public void execute(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  /** Gives what the loader's thread finds. */
  public <T> T ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    execute(
        () -> {
          try {
            answer.complete(question.get());
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer.join();
  }

  /**
   * Returns once nothing is missing any more; the loader's thread looks about once a millisecond.
   *
   * @param what is missing: for whom waits in vain
   * @throws IllegalStateException when something still is after that time
   */
  public void awaitAll(String what, Duration patience, IntSupplier missing)
      throws InterruptedException {
    CompletableFuture<Void> none = new CompletableFuture<>();
    execute(() -> watches.add(new Watch(missing, none)));
    try {
      none.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      none.cancel(false);
      throw new IllegalStateException("%,d %s".formatted(ask(missing::getAsInt), what), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Somebody who waits until nothing is missing. */
  private record Watch(IntSupplier missing, CompletableFuture<Void> none) {
    boolean isOver() {
      try {
        if (!none.isDone() && missing.getAsInt() == 0) {
          none.complete(null);
        }
      } catch (RuntimeException e) {
        none.completeExceptionally(e);
      }
      return none.isDone();
    }
  }

  /** Called about once a millisecond from now on. Call on the loader's thread. */
  public void eachMillisecond(Runnable ticker) {
    this.ticker = ticker;
  }

  /**
   * Connects a client. Call on the loader's thread.
   *
   * @param token null where the server asks for none
   */
  public ClientSocket connect(
      InetSocketAddress server, String path, String token, ClientSocket.Listener listener) {
    try {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
      ClientSocket socket = new ClientSocket(channel, listener);
      socket.begin(UpgradeRequest.bytes(server, path, token));
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, socket);
      socket.registered(key);
      if (channel.connect(server)) {
        socket.connected();
      }
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run() {
    try {
      while (!closed) {
        selector.select(this::ready, 1);
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
        watches.removeIf(Watch::isOver);
        ticker.run();
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ready(SelectionKey key) {
    ((ClientSocket) key.attachment()).ready(incoming);
  }

  /** Cuts every connection; returns when the thread is gone. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
