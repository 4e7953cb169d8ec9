package io.chorus.chat;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** The chat service's own settings; docs/configuration.md lists them. */
@ConfigMapping(prefix = "chorus")
public interface ChatConfig {
  Rooms rooms();

  Messages messages();

  Session session();

  Presence presence();

  Outbox outbox();

  @WithName("socketio")
  SocketIo socketIo();

  Recovery recovery();

  interface Rooms {
    /** Rooms that one connection may be in. */
    @WithDefault("100")
    @Min(1)
    int perConnection();

    /** Members above which nobody's coming, going and typing is told. */
    @WithDefault("1000")
    @Min(0)
    int quietAbove();

    /** Members up to which it is told how far each has read. */
    @WithDefault("100")
    @Min(0)
    int seenUpTo();
  }

  interface Messages {
    /** Bytes of UTF-8 that a message's content may have. */
    @WithDefault("16384")
    @Min(1)
    int maxContent();

    /** Bytes of UTF-8 that a message's metadata may have, written without white space. */
    @WithDefault("8192")
    @Min(1)
    int maxMetadata();

    /**
     * How long a message's id is remembered, so that a resend is recognised before it is delivered
     * again.
     */
    @WithDefault("10m")
    Duration resendMemory();

    /**
     * How long a silent room's clock is kept, twice the horizon at the least; after it the next
     * message says that all before it is old, and who joins is not told where the room stands.
     */
    @WithDefault("1h")
    Duration roomClock();
  }

  interface Session {
    /** Messages that one connection may send in a second, in the long run. */
    @WithDefault("20")
    @Min(1)
    int messagesPerSecond();

    /** Messages that one connection may send at once. */
    @WithDefault("40")
    @Min(1)
    int messageBurst();

    /**
     * Frames of any kind that one connection may send in a second; twice as many at once. More
     * closes it with 4429.
     */
    @WithDefault("200")
    @Min(1)
    int framesPerSecond();

    /**
     * Bytes that one connection may send in a second, in frames of any kind; four times as many at
     * once. More closes it with 4429.
     */
    @WithDefault("1048576")
    @Min(65536)
    int bytesPerSecond();

    /** Signals that one connection may send in a second; twice as many at once. */
    @WithDefault("20")
    @Min(1)
    int signalsPerSecond();

    /** Bytes of payload in the signals of one connection in a second; twice as many at once. */
    @WithDefault("65536")
    @Min(1)
    int signalBytesPerSecond();

    /** Moves of read markers that one user may make in a second; twice as many at once. */
    @WithDefault("20")
    @Min(1)
    int userReadingsPerSecond();

    /**
     * Rooms that one user may join in a second over all connections; 25 times as many at once, as
     * after a loss of all of them.
     */
    @WithDefault("200")
    @Min(1)
    int userJoinsPerSecond();

    /** Messages that one user may send in a second over all connections; twice as many at once. */
    @WithDefault("60")
    @Min(1)
    int userMessagesPerSecond();

    /**
     * Bytes that one user may have sent to others in a second: what a request has, times the users
     * in its room. Four times as many at once; a single request may exceed it, and the next one
     * waits.
     */
    @WithDefault("16777216")
    @Min(1)
    long userFanOutBytesPerSecond();

    /** Connections that one user may have on this instance. */
    @WithDefault("50")
    @Min(1)
    int connectionsPerUser();

    /** Handshakes that may wait at one event loop to be looked at; one more is answered 503. */
    @WithDefault("4000")
    @Min(1)
    int handshakes();

    /** Connections that one address, or one IPv6 network, may have on this instance; 0: any. */
    @WithDefault("0")
    @Min(0)
    int connectionsPerAddress();

    /**
     * Requests that may wait behind one that takes its time, such as a join. More closes the
     * connection with 4429.
     */
    @WithDefault("256")
    @Min(1)
    int queuedRequests();

    /** Bytes that those requests may have together. More closes the connection with 4429. */
    @WithDefault("262144")
    @Min(65536)
    int queuedBytes();

    /** Frames that may wait to be written to one connection. More closes it with 4408. */
    @WithDefault("4096")
    @Min(1)
    int outboundFrames();

    /** Bytes that may wait to be written to one connection. More closes it with 4408. */
    @WithDefault("1048576")
    @Min(65536)
    int outboundBytes();

    /**
     * Memory that frames may take which wait to be written, over all connections. Beyond it whoever
     * has not taken what came before is closed with 4408.
     */
    @WithDefault("96M")
    MemorySize outboundMemory();

    /** How often the server pings a connection. */
    @WithDefault("25s")
    Duration pingInterval();

    /**
     * Time over which clients are told, at the most, that they may have missed something: each at a
     * moment of its own, two thousand a second where that takes less.
     */
    @WithDefault("10s")
    Duration resyncSpread();

    /** Time over which clients are sent elsewhere when this instance stops. */
    @WithDefault("20s")
    Duration drain();

    /** How long a connection may say nothing, not even a pong, before it is closed. */
    @WithDefault("60s")
    Duration silence();
  }

  interface Presence {
    /** How long the connections of an instance that died still count as present. */
    @WithDefault("45s")
    Duration expiry();
  }

  interface Outbox {
    /**
     * Messages that may wait for the history to have stored them; one more is refused with {@code
     * overloaded}.
     */
    @WithDefault("10000")
    @Min(1)
    int capacity();

    /** Bytes that they may have together; one more is refused with {@code overloaded}. */
    @WithDefault("32M")
    MemorySize maxBytes();

    /** Time for a message to be stored; after it, its sender is told {@code not_stored}. */
    @WithDefault("10s")
    Duration deadline();

    /** Time for one replica to acknowledge a batch; after it, the next is asked. */
    @WithDefault("1s")
    Duration acknowledgement();
  }

  interface SocketIo {
    /** How often Engine.IO pings a client. */
    @WithDefault("25s")
    Duration pingInterval();

    /** Time for a client to answer a ping; after it, its session ends. */
    @WithDefault("20s")
    Duration pingTimeout();

    /** Time for a client to come into the namespace; after it, its connection is closed. */
    @WithDefault("45s")
    Duration connectTimeout();

    /** Time for an upgrade to a WebSocket to be completed; after it, polling goes on alone. */
    @WithDefault("10s")
    Duration upgradeTimeout();

    /** Bytes of one frame, or of one POST. More closes the connection. */
    @WithDefault("65536")
    @Min(1024)
    int maxPayload();

    /** Sessions that may poll at once; one more is answered 503. */
    @WithDefault("10000")
    @Min(0)
    int pollingSessions();

    /** Clients that have not shown a token yet; one more is answered 503. */
    @WithDefault("4000")
    @Min(1)
    int newcomers();

    /** The same, of one address, or of one IPv6 network; one more is answered 429; 0: any. */
    @WithDefault("0")
    @Min(0)
    int newcomersPerAddress();

    /** Bytes that a client may send until it has shown a token. More closes the connection. */
    @WithDefault("32768")
    @Min(4096)
    int newcomerBytes();
  }

  interface Recovery {
    /** How long a client may be away and still get what it missed; 0 turns this off. */
    @WithDefault("2m")
    Duration window();

    /** Clients that are waited for; of one more, the longest gone is forgotten. */
    @WithDefault("10000")
    @Min(0)
    int clients();

    /** Bytes of events that are kept for them; beyond, the oldest are forgotten. */
    @WithDefault("16777216")
    @Min(0)
    long maxBytes();
  }
}
