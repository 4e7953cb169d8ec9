package io.chorus.checker.nemesis;

import java.util.List;
import java.util.stream.Stream;

/** What is done to what, and to how much of it. */
public record Fault(Part part, Way way, Extent extent) {
  private static final List<Way> OF_PROCESSES = List.of(Way.KILL, Way.FREEZE, Way.RESTART);
  private static final List<Way> OF_SERVICES = List.of(Way.SCALED);
  private static final List<Way> OF_LINKS =
      List.of(Way.CUT, Way.DEAF, Way.MUTE, Way.SILENT, Way.HALF_OPEN, Way.DELAYED, Way.THROTTLED);

  private static final List<Way> OF_REDIS = List.of(Way.CUT, Way.LEAP_AHEAD, Way.LEAP_BACK);

  /** Every fault there is. */
  public static final List<Fault> ALL = Stream.of(Part.values()).flatMap(Fault::of).toList();

  public Fault(Part part, Way way) {
    this(part, way, Extent.ONE);
  }

  private static Stream<Fault> of(Part part) {
    return switch (part.kind()) {
      case SERVICE ->
          Stream.concat(
              each(part, OF_PROCESSES, Extent.values()), each(part, OF_SERVICES, Extent.ONE));
      case LINK -> each(part, OF_LINKS, Extent.values());
      case BACKEND ->
          Stream.concat(
              each(part, OF_PROCESSES, Extent.ONE),
              each(part, part == Part.REDIS ? OF_REDIS : List.of(Way.READ_ONLY), Extent.ONE));
      case GATEWAY -> each(part, List.of(Way.RESTART), Extent.ONE);
      case GROUP -> each(part, OF_LINKS, Extent.ALL);
    };
  }

  private static Stream<Fault> each(Part part, List<Way> ways, Extent... extents) {
    return ways.stream()
        .flatMap(way -> Stream.of(extents).map(extent -> new Fault(part, way, extent)));
  }

  /** Whether it is there for some time, and then is not. */
  boolean lasts() {
    return switch (way) {
      case FREEZE,
          SCALED,
          DEAF,
          MUTE,
          SILENT,
          DELAYED,
          THROTTLED,
          READ_ONLY,
          LEAP_AHEAD,
          LEAP_BACK ->
          true;
      case CUT -> part != Part.REDIS;
      case KILL, RESTART, HALF_OPEN -> false;
    };
  }

  /** Whether others serve in its place at once. */
  boolean leavesOthers() {
    return switch (way) {
      case KILL, RESTART -> part.kind() != Kind.BACKEND && extent == Extent.ONE;
      case CUT -> part == Part.REDIS;
      case SCALED, HALF_OPEN -> true;
      case FREEZE, DEAF, MUTE, SILENT, DELAYED, THROTTLED, READ_ONLY, LEAP_AHEAD, LEAP_BACK ->
          false;
    };
  }

  /** What can be struck. */
  public enum Part {
    CHAT(Kind.SERVICE, true),
    HISTORY(Kind.SERVICE, false),
    NOTIFICATION(Kind.SERVICE, false),
    GATEWAY(Kind.GATEWAY, true),
    REDIS(Kind.BACKEND, true),
    POSTGRES(Kind.BACKEND, false),
    CHAT_REDIS(Kind.LINK, true),
    HISTORY_REDIS(Kind.LINK, false),
    HISTORY_POSTGRES(Kind.LINK, false),
    NOTIFICATION_REDIS(Kind.LINK, false),
    NOTIFICATION_POSTGRES(Kind.LINK, false),
    CLIENT_CHAT(Kind.LINK, true),
    CLIENT_HISTORY(Kind.LINK, false),
    CLIENT_GATEWAY(Kind.LINK, true),
    /** The first instance of each service, on its way to the backends. */
    MINORITY(Kind.GROUP, true);

    private final Kind kind;
    private final boolean carriesLiveDelivery;

    Part(Kind kind, boolean carriesLiveDelivery) {
      this.kind = kind;
      this.carriesLiveDelivery = carriesLiveDelivery;
    }

    public Kind kind() {
      return kind;
    }

    /** Whether live delivery may be away with it. */
    public boolean carriesLiveDelivery() {
      return carriesLiveDelivery;
    }
  }

  /** What parts are. */
  public enum Kind {
    SERVICE,
    GATEWAY,
    BACKEND,
    LINK,
    GROUP
  }

  /** How. */
  public enum Way {
    /** Ended as by a crash. */
    KILL,
    /** Stopped for some seconds, its connections left open. */
    FREEZE,
    /** Ended in order; all of a service one after the other, each when the one before is ready. */
    RESTART,
    /** One instance fewer for some seconds, ended in order, then one more. */
    SCALED,
    /** Connections are closed, and no other can be made; of Redis, its subscribers', once. */
    CUT,
    /** What is sent to it waits. */
    DEAF,
    /** What it sends waits. */
    MUTE,
    /** Both. */
    SILENT,
    /** Connections are gone, and one end is not told. */
    HALF_OPEN,
    DELAYED,
    THROTTLED,
    /** PostgreSQL alone. */
    READ_ONLY,
    /** Redis alone: its clock is an hour ahead for some seconds. */
    LEAP_AHEAD,
    /** Redis alone: its clock is an hour behind for some seconds. */
    LEAP_BACK
  }

  /** How much of a part. */
  public enum Extent {
    ONE,
    ALL
  }

  @Override
  public String toString() {
    String what = (part + " " + way).toLowerCase().replace('_', '-');
    return extent == Extent.ALL && part.kind() != Kind.GROUP ? "all " + what : what;
  }
}
