package io.chorus.hostile.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.net.InetSocketAddress;

/**
 * One raw connection. It queues little: what is written to one that is full is dropped, so that an
 * attacker needs no memory of its own. Belongs to its event loop.
 */
public final class Wire {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int DEAF_RECEIVE_BUFFER = 4_096;
  private static final WriteBufferWaterMark QUEUED = new WriteBufferWaterMark(64 << 10, 256 << 10);

  /** Who uses the connection. */
  public interface Owner {
    /** The peer has said something: an HTTP status, {@code ok} or an error code. */
    void answered(String what);

    /** Once, when it is over. */
    void ended(Ending ending);
  }

  private final Owner owner;
  private final Ear ear;
  private Channel channel;
  private long sent;
  private int turns;
  private Ending given;
  private boolean over;

  private Wire(Owner owner, boolean deaf) {
    this.owner = owner;
    this.ear = new Ear(owner, deaf);
  }

  /**
   * @param deaf whether nothing is read after the head of the answer
   * @param opening what is sent first
   */
  public static Wire open(
      EventLoop loop, InetSocketAddress peer, boolean deaf, ByteBuf opening, Owner owner) {
    Wire wire = new Wire(owner, deaf);
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, QUEUED)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel opened) {
                    opened.pipeline().addLast(new HttpResponseDecoder(), wire.ear);
                  }
                });
    if (deaf) {
      bootstrap.option(ChannelOption.SO_RCVBUF, DEAF_RECEIVE_BUFFER);
    }
    ChannelFuture connecting = bootstrap.connect(peer);
    wire.channel = connecting.channel();
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            wire.write(opening);
            wire.sent = 0;
            wire.channel.closeFuture().addListener(closed -> wire.end(wire.ear.ending()));
          } else {
            opening.release();
            wire.end(new Ending.Unreachable());
          }
        });
    return wire;
  }

  /** Whether the peer has accepted the upgrade. */
  public boolean isUpgraded() {
    return ear.isUpgraded();
  }

  public boolean isConnected() {
    return channel.isActive();
  }

  public boolean isOver() {
    return over;
  }

  /** How many turns there were; this one counts. */
  public int turn() {
    return ++turns;
  }

  /** Bytes sent since the opening. */
  public long sent() {
    return sent;
  }

  /**
   * Sends those bytes, which it takes over.
   *
   * @return false if nothing was sent: the peer does not read, or is gone
   */
  public boolean write(ByteBuf bytes) {
    if (!channel.isActive() || !channel.isWritable()) {
      bytes.release();
      return false;
    }
    sent += bytes.readableBytes();
    channel.writeAndFlush(bytes, channel.voidPromise());
    return true;
  }

  /** Reads from now on, whatever it did before: to see how it ends. */
  public void listen() {
    ear.listen(channel);
  }

  /** Ends it, as one that the peer has kept. */
  public void giveUp() {
    given = new Ending.Held();
    channel.close();
  }

  public void leave() {
    given = new Ending.Left();
    channel.close();
  }

  /** Leaves without the courtesies: the peer gets a reset. */
  public void reset() {
    given = new Ending.Left();
    if (channel.isActive()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    channel.close();
  }

  private void end(Ending ending) {
    if (!over) {
      over = true;
      owner.ended(given != null && ending instanceof Ending.Cut ? given : ending);
    }
  }
}
