package io.chorus.chat.transport.engineio;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * A GET request that waits for packets: answered or refused once. Called on the session's thread.
 */
interface Poll {
  /**
   * Answers; {@link EngineSession#answered} tells when the network has taken it.
   *
   * @param packets frames, owned by this call
   */
  void answer(List<ByteBuf> packets);

  void refuse(EngineError error);
}
