package io.github.databasemigration.engine.journal;

import io.github.databasemigration.engine.event.RunEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A process that journals statements without end and says on its output which are safe. */
final class JournallingProcess {
    private JournallingProcess() {}

    /** @param args the journal's file */
    public static void main(String[] args) {
        try (Journal journal = Journal.open(Path.of(args[0]))) {
            for (int i = 1; ; i++) {
                journal.on(new RunEvent.StatementStarted(
                        ProcessHandle.current().pid() + "", i, Samples.SQL.repeat(1 + i % 50)));
                System.out.println(i);
            }
        }
    }

    static Process start(Path journal, String... shell) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(
                java,
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                JournallingProcess.class.getName(),
                journal.toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        if (shell.length > 0) {
            builder.command("bash", "-c", shell[0] + "; exec \"$@\"", "bash");
            builder.command().addAll(command);
        }
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }
}
