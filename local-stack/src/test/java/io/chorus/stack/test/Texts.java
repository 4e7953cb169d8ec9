package io.chorus.stack.test;

import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/**
 * Hands over the texts that a WebSocket brings, each once it is whole, and tells with which code it
 * was closed: 1006 where it broke. Called by one thread at a time.
 */
final class Texts implements WebSocket.Listener {
  private static final int BROKEN = 1006;

  private final BiConsumer<WebSocket, String> taker;
  private final CompletableFuture<Integer> closed;
  private final StringBuilder text = new StringBuilder();

  Texts(BiConsumer<WebSocket, String> taker, CompletableFuture<Integer> closed) {
    this.taker = taker;
    this.closed = closed;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      taker.accept(from, text.toString());
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable cause) {
    closed.complete(BROKEN);
  }
}
