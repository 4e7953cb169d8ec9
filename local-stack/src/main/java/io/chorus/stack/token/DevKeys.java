package io.chorus.stack.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * An RSA pair that stays in a folder from its first use on: {@code private.pem} that only its owner
 * may read, {@code public.pem} for the services.
 */
public final class DevKeys {
  private static final int BITS = 2048;

  private final Path folder;

  private DevKeys(Path folder) {
    this.folder = folder;
  }

  /** The pair of that folder, made if there is none. */
  public static DevKeys in(Path folder) {
    DevKeys keys = new DevKeys(folder.toAbsolutePath());
    try {
      if (!Files.exists(keys.privateFile())) {
        keys.make();
      }
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** X.509 in PEM, as {@code mp.jwt.verify.publickey.location} takes it. */
  public Path publicFile() {
    return folder.resolve("public.pem");
  }

  /** For those who sign. */
  public PrivateKey privateKey() {
    try {
      String pem = Files.readString(privateFile()).replaceAll("-----.*-----", "");
      byte[] encoded = Base64.getMimeDecoder().decode(pem);
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(privateFile() + " holds no usable key", e);
    }
  }

  private Path privateFile() {
    return folder.resolve("private.pem");
  }

  private void make() throws IOException {
    KeyPair pair = generate();
    Files.createDirectories(folder);
    write(publicFile(), "PUBLIC KEY", pair.getPublic().getEncoded(), "rw-r--r--");
    // Last: the private file says that the pair is complete.
    write(privateFile(), "PRIVATE KEY", pair.getPrivate().getEncoded(), "rw-------");
  }

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write(Path file, String kind, byte[] key, String permissions) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
    String pem = "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, body);
    // A temporary file is private from the start; it is opened up only if it may be.
    Path incoming = Files.createTempFile(folder, "key-", ".pem");
    Files.writeString(incoming, pem);
    Files.setPosixFilePermissions(incoming, PosixFilePermissions.fromString(permissions));
    Files.move(incoming, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
