package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.platform.SessionId;
import io.github.databasemigration.engine.tool.MigrationListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes down what it hears, one line each. */
final class Recorder implements MigrationListener {
    final List<String> heard = new ArrayList<>();
    final List<String> errors = new ArrayList<>();
    final List<SessionId> sessions = new ArrayList<>();
    /** Called with each line just after it was written down. */
    Consumer<String> then = line -> {};

    @Override
    public void sessionOpened(SessionId session) {
        sessions.add(session);
    }

    @Override
    public void migrationStarted(String label, String script, boolean transactional) {
        hear("start " + label);
    }

    @Override
    public void statementStarted(String sql) {
        hear("send " + sql.replaceAll("\\s+", " "));
    }

    @Override
    public void statementFinished(Duration took, Optional<Long> rows) {
        hear("done");
    }

    @Override
    public void statementFailed(Duration took, String error) {
        errors.add(error);
        hear("failed");
    }

    @Override
    public void migrationFinished(String label) {
        hear("end " + label);
    }

    private void hear(String line) {
        heard.add(line);
        then.accept(line);
    }

    /** The labels of the migrations that ended well. */
    List<String> finished() {
        return heard.stream()
                .filter(line -> line.startsWith("end "))
                .map(line -> line.substring("end ".length()))
                .toList();
    }
}
