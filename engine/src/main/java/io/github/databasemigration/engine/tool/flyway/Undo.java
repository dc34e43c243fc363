package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.tool.MigrationFailure;
import io.github.databasemigration.engine.tool.MigrationListener;
import io.github.databasemigration.engine.tool.jdbc.AnnouncedSession;
import io.github.databasemigration.engine.tool.jdbc.DriverErrors;
import io.github.databasemigration.engine.tool.jdbc.Insistent;
import io.github.databasemigration.engine.tool.jdbc.Lines;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Runs undo scripts, which the free Flyway does not. With each the entry of what it undid leaves the history, in the same
 * transaction where the database has one for it.
 */
final class Undo {
    private final Database database;
    private final HistoryTable history;
    private final MigrationListener listener;
    private PlannedMigration current;

    Undo(Database database, HistoryTable history, MigrationListener listener) {
        this.database = database;
        this.history = history;
        this.listener = listener;
    }

    /** @param together whether all are one transaction */
    void run(List<PlannedMigration> planned, boolean together) {
        try (AnnouncedSession session = AnnouncedSession.open(database, listener)) {
            history.enter(session.connection());
            try {
                for (PlannedMigration migration : planned) {
                    current = migration;
                    undo(session, migration, !together);
                }
                if (together) {
                    session.connection().commit();
                }
            } catch (SQLException | RuntimeException e) {
                session.rollBack();
                throw e;
            }
        } catch (SQLException e) {
            throw current == null ? new ToolFaults(database).of(e) : failure(e);
        } catch (RuntimeException e) {
            if (current == null) {
                throw e;
            }
            MigrationFailure failure = new MigrationFailure(current.label(), redacted(Lines.one(e.getMessage())));
            failure.initCause(e);
            throw failure;
        }
    }

    private void undo(AnnouncedSession session, PlannedMigration migration, boolean alone) throws SQLException {
        Connection connection = session.connection();
        // Where DDL commits by itself, what follows the last of it still belongs together with the history.
        boolean transaction = migration.transactional() || !database.transactionalDdl();
        connection.setAutoCommit(!transaction);
        listener.migrationStarted(migration.label(), migration.script(), migration.transactional());
        session.ask();
        for (String sql : migration.statements()) {
            try (Statement statement = connection.createStatement()) {
                session.send(statement, sql, () -> statement.execute(sql));
            }
        }
        history.remove(connection, migration.version().orElseThrow());
        if (transaction && alone) {
            connection.commit();
        }
        listener.migrationFinished(migration.label());
    }

    private MigrationFailure failure(SQLException e) {
        return new MigrationFailure(current.label(), redacted(DriverErrors.words(e)), Insistent.gaveUp(database, e));
    }

    private String redacted(String words) {
        return database.connecting().redactor().redact(words);
    }
}
