package io.chorus.chat.transport.websocket;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Flushes the sockets of one event loop together, at the end of the turn in which something was
 * written to them: what comes for one client in the same turn leaves in one system call. Touched on
 * its loop alone.
 */
final class Flushes implements Runnable {
  private static final Map<EventLoop, Flushes> BY_LOOP = new ConcurrentHashMap<>();

  private final EventLoop loop;
  private final List<SocketWriter> written = new ArrayList<>();

  private Flushes(EventLoop loop) {
    this.loop = loop;
  }

  static Flushes of(EventLoop loop) {
    return BY_LOOP.computeIfAbsent(loop, Flushes::new);
  }

  /** Has a socket flushed soon; once a turn for each. */
  void add(SocketWriter writer) {
    if (written.isEmpty()) {
      loop.execute(this);
    }
    written.add(writer);
  }

  @Override
  public void run() {
    for (SocketWriter writer : written) {
      writer.flush();
    }
    written.clear();
  }
}
