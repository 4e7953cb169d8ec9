package io.chorus.stack.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** A TCP proxy that can be turned off: then nothing comes through, and nobody is told. */
public final class Tap {
  private final URI target;
  private final ServerSocket server;
  private boolean off;

  Tap(URI target) {
    this.target = target;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** The target's address, by way of this. */
  String url() {
    return "%s://127.0.0.1:%d%s"
        .formatted(target.getScheme(), server.getLocalPort(), target.getPath());
  }

  public synchronized void turn(boolean on) {
    off = !on;
    notifyAll();
  }

  private synchronized void awaitOn() throws InterruptedException {
    while (off) {
      wait();
    }
  }

  private void accept() {
    while (true) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    try {
      awaitOn();
      Socket upstream = new Socket(target.getHost(), target.getPort());
      Thread.ofVirtual().start(() -> pump(client, upstream));
      pump(upstream, client);
    } catch (IOException | InterruptedException e) {
      // Whoever connected sees it end.
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        awaitOn();
        out.write(buffer, 0, n);
      }
    } catch (IOException | InterruptedException e) {
      // Both ends are closed, as they would be without this.
    }
  }
}
