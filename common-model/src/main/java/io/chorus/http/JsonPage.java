package io.chorus.http;

import io.chorus.model.Json;
import io.chorus.model.Text;
import java.util.ArrayList;
import java.util.List;

/** The entries of a page as JSON, up to a bound in bytes: as many as fit, one at the least. */
public final class JsonPage {
  /** What stands around the entries. */
  private static final int FRAME = 512;

  private final int maxBytes;
  private final List<String> entries = new ArrayList<>();
  private int bytes = FRAME;

  /**
   * @param maxBytes of the whole page
   */
  public JsonPage(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Adds an entry, unless the page is full: then nothing may be added any more.
   *
   * @return whether it was added
   */
  public boolean add(Object entry) {
    return addText(Json.text(entry));
  }

  /** The same for an entry that is JSON already. */
  public boolean addText(String text) {
    int length = Text.utf8Length(text) + 1;
    if (!entries.isEmpty() && bytes + length > maxBytes) {
      return false;
    }
    bytes += length;
    return entries.add(text);
  }

  /** About how many bytes the page has. */
  public int bytes() {
    return bytes;
  }

  /** A JSON array of the entries, in the order in which they were added. */
  public String array() {
    return "[" + String.join(",", entries) + "]";
  }

  /** The same, the last one first. */
  public String reversedArray() {
    return "[" + String.join(",", entries.reversed()) + "]";
  }
}
