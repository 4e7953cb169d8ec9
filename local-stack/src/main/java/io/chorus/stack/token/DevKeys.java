package io.chorus.stack.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
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
      if (!Files.exists(keys.publicFile())) {
        keys.publish();
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
    return Pem.privateKey(privateFile());
  }

  private Path privateFile() {
    return folder.resolve("private.pem");
  }

  private void make() throws IOException {
    Files.createDirectories(folder);
    Path incoming = incoming("PRIVATE KEY", generate().getPrivate().getEncoded());
    try {
      // Only the first of several that do this at once gets the name.
      Files.createLink(privateFile(), incoming);
    } catch (FileAlreadyExistsException e) {
      // The pair is the other one's.
    } finally {
      Files.delete(incoming);
    }
  }

  private void publish() throws IOException {
    Path incoming = incoming("PUBLIC KEY", publicKey().getEncoded());
    Files.setPosixFilePermissions(incoming, PosixFilePermissions.fromString("rw-r--r--"));
    Files.move(incoming, publicFile(), StandardCopyOption.ATOMIC_MOVE);
  }

  private PublicKey publicKey() {
    RSAPrivateCrtKey key = (RSAPrivateCrtKey) privateKey();
    try {
      return KeyFactory.getInstance("RSA")
          .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
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

  /** A temporary file, which is private to its owner from the start. */
  private Path incoming(String kind, byte[] key) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
    Path incoming = Files.createTempFile(folder, "key-", ".pem");
    return Files.writeString(
        incoming, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, body));
  }
}
