package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Http;
import io.chorus.hostile.wire.Wire;
import io.netty.buffer.ByteBuf;
import java.util.Set;

/** A body of 8 MB without its last byte, from somebody without a token. */
record WithheldBody(Target target) implements RequestAttack {
  private static final int LENGTH = 8 << 20;
  private static final int PIECE = 256 << 10;
  private static final int PIECES = 4;

  @Override
  public ByteBuf opening(Attacker who) {
    String path =
        switch (target) {
          case CHAT -> "/api/chat/rooms/general/messages";
          case HISTORY -> "/api/history/rooms/general/messages";
          case NOTIFICATION -> "/api/notifications";
        };
    return Http.post(path, null, LENGTH, "");
  }

  @Override
  public void act(Wire wire, Attacker who) {
    int missing = (int) (LENGTH - 1 - wire.sent());
    for (int i = 0; i < PIECES && missing > 0; i++) {
      int piece = Math.min(PIECE, missing);
      if (!wire.write(Payloads.letters(piece))) {
        return;
      }
      missing -= piece;
    }
  }

  @Override
  public Set<String> endings() {
    return Set.of("HTTP 401", "HTTP 404", "HTTP 405", "HTTP 413", "cut");
  }

  @Override
  public String label() {
    return "withheld body, " + target.name().toLowerCase();
  }
}
