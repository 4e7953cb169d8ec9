package io.chorus.hostile.attack;

import io.chorus.hostile.wire.Http;
import io.chorus.hostile.wire.Wire;
import io.netty.buffer.ByteBuf;
import java.util.Set;

/** A token, signed as it should be, whose claims are nested thousands of levels deep. */
record NestedClaims(Target target) implements RequestAttack {
  @Override
  public ByteBuf opening(Attacker who) {
    return request(who);
  }

  @Override
  public void act(Wire wire, Attacker who) {
    wire.write(request(who));
  }

  private ByteBuf request(Attacker who) {
    String path =
        switch (target) {
          case CHAT -> "/api/chat/rooms/general/members";
          case HISTORY -> "/api/history/rooms/general/messages";
          case NOTIFICATION -> "/api/notifications";
        };
    return Http.get(path, who.means().nestedToken());
  }

  @Override
  public Set<String> endings() {
    return Set.of("HTTP 401");
  }

  @Override
  public String label() {
    return "nested claims, " + target.name().toLowerCase();
  }
}
