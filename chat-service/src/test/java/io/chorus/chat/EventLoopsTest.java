package io.chorus.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.stack.test.Backends;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class EventLoopsTest {
  @Inject Vertx vertx;

  @Test
  void eachProcessorHasOneEventLoop() {
    Set<EventExecutor> loops =
        StreamSupport.stream(((VertxInternal) vertx).getEventLoopGroup().spliterator(), false)
            .collect(Collectors.toSet());

    assertThat(loops).hasSize(Runtime.getRuntime().availableProcessors());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void onLinuxTheNetworkIsAwaitedByEpoll() {
    assertThat(vertx.isNativeTransportEnabled()).isTrue();
  }
}
