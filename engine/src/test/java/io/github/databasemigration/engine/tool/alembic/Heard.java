package io.github.databasemigration.engine.tool.alembic;

import io.github.databasemigration.engine.platform.SessionId;
import io.github.databasemigration.engine.tool.MigrationListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes down what a tool says, one word and its object a line. */
class Heard implements MigrationListener {
    final List<String> lines = new ArrayList<>();

    @Override
    public void sessionOpened(SessionId session) {
        lines.add("session " + session.value());
    }

    @Override
    public void migrationStarted(String label, String script, boolean transactional) {
        lines.add("started " + label + (transactional ? "" : " without transaction"));
    }

    @Override
    public void statementStarted(String sql) {
        lines.add("sending " + sql);
    }

    @Override
    public void statementFinished(Duration took, Optional<Long> rows) {
        lines.add("sent" + rows.map(touched -> " " + touched).orElse(""));
    }

    @Override
    public void statementFailed(Duration took, String error) {
        lines.add("refused " + error);
    }

    @Override
    public void migrationFinished(String label) {
        lines.add("finished " + label);
    }

    /** What follows this word, line by line. */
    List<String> all(String word) {
        return lines.stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1))
                .toList();
    }

    /** Lines about migrations as a whole. */
    Stream<String> steps() {
        return lines.stream().filter(line -> line.startsWith("started ") || line.startsWith("finished "));
    }
}
