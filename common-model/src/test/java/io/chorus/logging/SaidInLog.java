package io.chorus.logging;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What one class says as a warning or louder. */
public final class SaidInLog extends Handler implements AutoCloseable {
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Logger logger;

  public SaidInLog(Class<?> by) {
    logger = Logger.getLogger(by.getName());
    logger.addHandler(this);
  }

  public List<String> lines() {
    return said;
  }

  @Override
  public void publish(LogRecord line) {
    if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
      said.add(line.getMessage());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
