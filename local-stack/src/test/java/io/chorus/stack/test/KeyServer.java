package io.chorus.stack.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;

/** An issuer that publishes its keys by https, on a port of its own, until it is closed. */
public final class KeyServer implements AutoCloseable {
  private static final String PASSWORD = "changeit";

  private final Path folder;
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile String published = "{\"keys\":[]}";
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile Pace pace = Pace.AT_ONCE;

  private enum Pace {
    AT_ONCE,
    BYTE_BY_BYTE,
    WITHOUT_END
  }

  public KeyServer() {
    try {
      folder = Files.createTempDirectory("issuer-");
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/jwks", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** A new key, not published yet. */
  public static RsaJsonWebKey newKey(String id) {
    try {
      RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
      key.setKeyId(id);
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From now on these are the keys. */
  public void publish(RsaJsonWebKey... keys) {
    published = new JsonWebKeySet(keys).toJson();
  }

  /** Answers nothing any more, until {@link #goOn}. */
  public void hang() {
    gate = new CountDownLatch(1);
  }

  public void goOn() {
    gate.countDown();
  }

  /** Answers a byte every now and then, and never all of them. */
  public void drip() {
    pace = Pace.BYTE_BY_BYTE;
  }

  /** Answers more and more. */
  public void flood() {
    pace = Pace.WITHOUT_END;
  }

  /** Answers as it should again. */
  public void behave() {
    pace = Pace.AT_ONCE;
  }

  /** How often the keys were asked for. */
  public int fetches() {
    return fetches.get();
  }

  public String url() {
    return "https://localhost:" + server.getAddress().getPort() + "/jwks";
  }

  /** In PEM: whom to trust for that URL. */
  public Path certificate() {
    return folder.resolve("certificate.pem");
  }

  private void answer(HttpExchange exchange) throws IOException {
    fetches.incrementAndGet();
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    byte[] body = published.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      if (pace == Pace.AT_ONCE) {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      } else {
        exchange.sendResponseHeaders(200, 0);
        goOn(exchange.getResponseBody());
      }
    }
  }

  /** Until the other side has had enough. */
  private void goOn(OutputStream out) throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    try {
      while (pace != Pace.AT_ONCE) {
        out.write(pace == Pace.BYTE_BY_BYTE ? new byte[] {' '} : " ".repeat(8192).getBytes());
        out.flush();
        never.await(pace == Pace.BYTE_BY_BYTE ? 50 : 0, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private SSLContext tls() throws IOException {
    Path store = folder.resolve("store.p12");
    keytool(
        "-genkeypair -alias issuer -keyalg EC -groupname secp256r1 -validity 30 -storetype PKCS12"
            + " -dname CN=localhost -ext san=dns:localhost -storepass changeit -keystore "
            + store);
    keytool(
        "-exportcert -rfc -alias issuer -storepass changeit -keystore "
            + store
            + " -file "
            + certificate());
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
      managers.init(keys, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void keytool(String arguments) throws IOException {
    String program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder((program + " " + arguments).split(" "))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    if (process.onExit().join().exitValue() != 0) {
      throw new IllegalStateException(Files.readString(folder.resolve("keytool.log")));
    }
  }

  @Override
  public void close() {
    goOn();
    behave();
    server.stop(0);
    threads.shutdown();
  }
}
