package io.chorus.stack.test.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;

/**
 * An authority that nobody knows, and a certificate that it has given to a server at 127.0.0.1. All
 * files are PEM.
 */
public record PrivateAuthority(Path certificate, Path serverCertificate, Path serverKey) {
  private static final String STORE_PASSWORD = "changeit";

  public static PrivateAuthority in(Path folder) {
    try {
      Files.createDirectories(folder);
      PrivateAuthority made =
          new PrivateAuthority(
              folder.resolve("ca.pem").toAbsolutePath(),
              folder.resolve("server.pem").toAbsolutePath(),
              folder.resolve("server.key").toAbsolutePath());
      made.make(folder);
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void make(Path folder) throws IOException {
    Path store = folder.resolve("store.p12").toAbsolutePath();
    keytool(
        folder,
        "-genkeypair -alias ca -keyalg EC -groupname secp256r1 -validity 30 -dname CN=authority"
            + " -ext bc:critical=ca:true -ext ku=keyCertSign -keystore "
            + store);
    keytool(folder, "-exportcert -rfc -alias ca -file " + certificate + " -keystore " + store);
    keytool(
        folder,
        "-genkeypair -alias server -signer ca -keyalg EC -groupname secp256r1 -validity 30"
            + " -dname CN=redis -ext san=ip:127.0.0.1,dns:localhost -keystore "
            + store);
    keytool(
        folder,
        "-exportcert -rfc -alias server -file " + serverCertificate + " -keystore " + store);
    Files.writeString(serverKey, key(store));
  }

  private static String key(Path store) throws IOException {
    try (var in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, STORE_PASSWORD.toCharArray());
      Key key = keys.getKey("server", STORE_PASSWORD.toCharArray());
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder(64, "\n".getBytes()).encodeToString(key.getEncoded())
          + "\n-----END PRIVATE KEY-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void keytool(Path folder, String arguments) throws IOException {
    String program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String all = program + " " + arguments + " -storetype PKCS12 -storepass " + STORE_PASSWORD;
    Path said = folder.resolve("keytool.log");
    Process process =
        new ProcessBuilder(all.split(" "))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    if (process.onExit().join().exitValue() != 0) {
      throw new IllegalStateException(Files.readString(said));
    }
  }
}
