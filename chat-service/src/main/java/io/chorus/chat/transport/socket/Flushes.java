package io.chorus.chat.transport.socket;

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

  /** What is written to and then flushed. */
  @FunctionalInterface
  interface Target {
    void flush();
  }

  private final EventLoop loop;
  private final List<Target> written = new ArrayList<>();
  private int flushed;

  Flushes(EventLoop loop) {
    this.loop = loop;
  }

  static Flushes of(EventLoop loop) {
    return BY_LOOP.computeIfAbsent(loop, Flushes::new);
  }

  /** Has a socket flushed soon; once a turn for each. */
  void add(Target target) {
    assert loop.inEventLoop() : "written to from another thread";
    if (written.isEmpty()) {
      loop.execute(this);
    }
    written.add(target);
  }

  @Override
  public void run() {
    try {
      while (flushed < written.size()) {
        written.get(flushed++).flush();
      }
    } finally {
      // One that throws must not keep the others, now or later, from being flushed.
      written.subList(0, flushed).clear();
      flushed = 0;
      if (!written.isEmpty()) {
        loop.execute(this);
      }
    }
  }
}
