package io.github.databasemigration.engine.journal;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.fault.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A process that journals statements without end and says on its output what became of each. */
final class JournallingProcess {
    /** The journal has it. */
    static final String SAFE = "safe";
    /** The statement ended, and the journal could not be written. */
    static final String KEPT = "kept";
    /** The statement was not begun, for the journal could not be written. */
    static final String REFUSED = "refused";

    private JournallingProcess() {}

    /** @param args the journal's file */
    public static void main(String[] args) {
        String version = Long.toString(ProcessHandle.current().pid());
        try (Journal journal = Journal.open(Path.of(args[0]))) {
            for (int i = 1; ; i++) {
                System.out.println(
                        journal(journal, new RunEvent.StatementStarted(version, i, Samples.SQL.repeat(1 + i % 50))));
                System.out.println(
                        journal(journal, new RunEvent.StatementFinished(version, i, Duration.ZERO, Optional.empty())));
            }
        }
    }

    private static String journal(Journal journal, RunEvent event) {
        try {
            journal.on(event);
            return journal.failure().isPresent() ? KEPT : SAFE;
        } catch (Fault fault) {
            return REFUSED;
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
