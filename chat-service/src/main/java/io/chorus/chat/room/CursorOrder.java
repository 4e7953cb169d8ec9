package io.chorus.chat.room;

import io.chorus.chat.bus.RoomBus;
import io.chorus.chat.fanout.Delivery;
import io.chorus.chat.fanout.Sequence;
import io.chorus.model.frame.Event;
import io.chorus.model.frame.Frame;
import io.chorus.model.frame.Resync;
import io.chorus.model.room.RoomId;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Lets what comes into a room's log out in cursor order. The bus keeps the order of the stamps;
 * only where a room's clock was lost and another instance had seen more than the one that stamped,
 * an entry may come with too small a cursor. It is then in its place in the history, and members
 * are sent there.
 */
@RegisterForReflection(targets = {Resync.class, RoomId.class})
final class CursorOrder implements Sequence {
  private final RoomId room;
  private final RoomBus bus;
  private long newest;

  CursorOrder(RoomId room, RoomBus bus) {
    this.room = room;
    this.bus = bus;
  }

  @Override
  public Delivery next(Delivery delivery) {
    if (delivery.kind() != Delivery.Kind.MESSAGE) {
      return delivery;
    }
    if (delivery.cursor() <= newest) {
      return delivery.replacedBy(Frame.of(Event.RESYNC, Resync.from(room, delivery.cursor())));
    }
    newest = delivery.cursor();
    bus.seen(newest);
    return delivery;
  }
}
