package io.chorus.stack.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Keys in PEM files, RSA or of an elliptic curve. */
public final class Pem {
  private Pem() {}

  /**
   * PKCS #8.
   *
   * @throws IllegalStateException if the file holds none
   */
  public static PrivateKey privateKey(Path file) {
    PKCS8EncodedKeySpec key = new PKCS8EncodedKeySpec(content(file));
    return read(file, algorithm -> KeyFactory.getInstance(algorithm).generatePrivate(key));
  }

  /**
   * X.509.
   *
   * @throws IllegalStateException if the file holds none
   */
  public static PublicKey publicKey(Path file) {
    X509EncodedKeySpec key = new X509EncodedKeySpec(content(file));
    return read(file, algorithm -> KeyFactory.getInstance(algorithm).generatePublic(key));
  }

  private static <K> K read(Path file, Reading<K> reading) {
    try {
      return reading.by("RSA");
    } catch (GeneralSecurityException notRsa) {
      try {
        return reading.by("EC");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(file + " holds no usable key", e);
      }
    }
  }

  private static byte[] content(Path file) {
    try {
      return Base64.getMimeDecoder().decode(Files.readString(file).replaceAll("-----.*-----", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Reading<K> {
    K by(String algorithm) throws GeneralSecurityException;
  }
}
