package io.chorus.stack.process;

/** Something could not be started; the message is one plain sentence for the person who tried. */
public final class StartFailure extends RuntimeException {
  public StartFailure(String sentence) {
    super(sentence);
  }

  public StartFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
