package io.chorus.stack.issuer;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;

/** User ids made of names: the same for the same name. */
final class UserIds {
  static final int LONGEST_NAME = 64;

  private UserIds() {}

  static boolean isName(String name) {
    return !name.isBlank()
        && name.length() <= LONGEST_NAME
        && name.chars().noneMatch(Character::isISOControl);
  }

  /** Small letters, digits and dashes; where letters were lost, a checksum of all of them. */
  static String of(String name) {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .strip()
            .toLowerCase(Locale.ROOT);
    String slug = plain.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    boolean lost = slug.isEmpty() || plain.chars().anyMatch(it -> it > 0x7f);
    return lost ? (slug.isEmpty() ? "user" : slug) + "-" + checksum(plain) : slug;
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
