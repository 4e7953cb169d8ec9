package io.chorus.model.frame;

/**
 * What travels on the channel of a room or a user: one header line, then the {@link Frame} as
 * clients get it. The header tells a receiving instance all it needs, so it never parses the frame.
 *
 * <pre>
 *   m &lt;cursor&gt; &lt;prev or -&gt; LF frame    an entry of the room's log
 *   e &lt;connection or -&gt;    LF frame    any other event; not for the connection named,
 *   e @&lt;user&gt;              LF frame    or not for the connections of the user named
 *   h &lt;connection or -&gt;    LF frame    the same, and may be dropped under pressure (typing, signal)
 * </pre>
 */
public final class Envelope {
  /** In place of a cursor or a connection: none. */
  public static final String NONE = "-";

  private Envelope() {}

  /** How the header names a user. */
  public static String user(String userId) {
    return "@" + userId;
  }

  /** An event for everybody on the channel. */
  public static String event(String frame) {
    return "e -\n" + frame;
  }

  /** An event for everybody on the channel but one connection. */
  public static String event(String exceptConnection, String frame) {
    return "e " + exceptConnection + "\n" + frame;
  }

  /** An event that may be dropped, for everybody on the channel but one connection. */
  public static String hint(String exceptConnection, String frame) {
    return "h " + exceptConnection + "\n" + frame;
  }
}
