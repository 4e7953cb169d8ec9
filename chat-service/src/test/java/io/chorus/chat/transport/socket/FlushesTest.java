package io.chorus.chat.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlushesTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final EventLoop loop = channel.eventLoop();
  private final Flushes flushes = new Flushes(loop);
  private final List<String> flushed = new ArrayList<>();

  private Flushes.Target named(String name) {
    return () -> flushed.add(name);
  }

  @Test
  void whatWasWrittenInOneTurnIsFlushedAtItsEnd() {
    flushes.add(named("a"));
    flushes.add(named("b"));
    assertThat(flushed).isEmpty();

    channel.runPendingTasks();

    assertThat(flushed).containsExactly("a", "b");
  }

  @Test
  void oneThatThrowsKeepsNeitherTheOthersNorTheNextTurnFromBeingFlushed() {
    flushes.add(named("a"));
    flushes.add(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    flushes.add(named("b"));
    // This loop ends its turn at what is thrown.
    channel.runPendingTasks();
    channel.runPendingTasks();
    assertThat(flushed).containsExactly("a", "b");

    flushes.add(named("c"));
    channel.runPendingTasks();

    assertThat(flushed).containsExactly("a", "b", "c");
  }

  @Test
  void whatIsWrittenByAFlushIsFlushedToo() {
    flushes.add(() -> flushes.add(named("later")));

    channel.runPendingTasks();

    assertThat(flushed).containsExactly("later");
  }
}
