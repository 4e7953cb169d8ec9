package io.chorus.stack.cli;

import io.chorus.stack.Suite;
import io.chorus.stack.SuiteOptions;
import io.chorus.stack.process.StartFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "up", description = "Runs the suite until Ctrl-C.", mixinStandardHelpOptions = true)
final class Up implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private Chorus chorus;

  @Option(names = "--chat", paramLabel = "N", description = "Instances of chat-service.")
  private int chat = 1;

  @Option(names = "--history", paramLabel = "N", description = "Instances of history-service.")
  private int history = 1;

  @Option(
      names = "--notification",
      paramLabel = "N",
      description = "Instances of notification-service.")
  private int notification = 1;

  @Option(names = "--port", description = "The gateway's port; default: ${DEFAULT-VALUE}.")
  private int port = SuiteOptions.DEFAULT_PORT;

  @Option(names = "--data", paramLabel = "DIR", description = "Default: .chorus/data.")
  private Path data;

  @Option(names = "--empty", description = "Start without what the data folder holds.")
  private boolean empty;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Suite suite = new Suite(options(), out::println);
    Thread stop = new Thread(() -> stop(suite, out));
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      suite.start();
    } catch (StartFailure e) {
      if (!removed(stop)) {
        // Stopped while starting, as asked: that is no failure to speak of.
        new CountDownLatch(1).await();
      }
      throw e;
    }
    welcome(suite, out);
    new CountDownLatch(1).await();
    return 0;
  }

  private SuiteOptions options() {
    SuiteOptions defaults = SuiteOptions.in(chorus.home());
    return defaults
        .withInstances(chat, history, notification)
        .onPort(port)
        .withData(data == null ? defaults.data() : data, empty);
  }

  /** Whether the hook could be taken back; once the JVM is going down it cannot. */
  private static boolean removed(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException goingDown) {
      return false;
    }
  }

  private static void stop(Suite suite, PrintWriter out) {
    out.println("Stopping ...");
    suite.stop();
    out.println("Stopped.");
  }

  private static void welcome(Suite suite, PrintWriter out) {
    String url = suite.gateway().url();
    out.printf(
        """

        Chorus is up: %s

        Try it:
          TOKEN=$(./chorus token --user backend --role publisher)
          curl -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
            -d '{"content":"hello"}' %s/api/chat/rooms/general/messages

        Ctrl-C stops it.
        """,
        url.replace("127.0.0.1", "localhost"), url);
    out.flush();
  }
}
