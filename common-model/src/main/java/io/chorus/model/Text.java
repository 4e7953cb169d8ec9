package io.chorus.model;

/** What the text of people must be, so that every part of the suite can carry it. */
public final class Text {
  private Text() {}

  /**
   * Whether the text can be stored and sent: no NUL, which PostgreSQL's text refuses, and no
   * unpaired surrogate, which UTF-8 has no bytes for.
   */
  public static boolean isStorable(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Length in bytes of UTF-8, without encoding. */
  public static int utf8Length(CharSequence text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (Character.isSurrogate(c)) {
        bytes += 2;
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }

  /** Length in bytes of UTF-8 as a text in JSON, at the most, without encoding. */
  public static int jsonLength(CharSequence text) {
    int bytes = utf8Length(text) + 2;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ') {
        bytes += 5;
      } else if (c == '"' || c == '\\') {
        bytes++;
      }
    }
    return bytes;
  }
}
