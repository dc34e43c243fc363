package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.tool.MigrationFailure;
import io.github.databasemigration.engine.tool.jdbc.DriverErrors;
import io.github.databasemigration.engine.tool.jdbc.Insistent;
import io.github.databasemigration.engine.tool.jdbc.Lines;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.resource.Resource;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;

/** Turns what ended Flyway's migrate into what the engine reports. */
final class Failures {
    private final Database database;
    private final Progress progress;

    Failures(Database database, Progress progress) {
        this.database = database;
        this.progress = progress;
    }

    /** A failure of the migration that was under way, or a fault where none had begun. */
    RuntimeException of(FlywayException e) {
        Optional<String> begun = progress.failing().map(PlannedMigration::label);
        if (progress.stoppedBy().isPresent()) {
            RuntimeException stop = progress.stoppedBy().get();
            return begun.isEmpty() && stop instanceof Fault ? stop : stopped(begun.orElse("the first migration"), stop);
        }
        // Of Flyway's exceptions only this internal one knows the script and the line.
        Optional<FlywaySqlScriptException> script = scriptException(e);
        return begun.or(() -> script.map(FlywaySqlScriptException::getResource).map(Resource::getRelativePath))
                .<RuntimeException>map(label -> new MigrationFailure(label, words(e, script), lackedLock(e)))
                .orElseGet(() -> new ToolFaults(database).of(e));
    }

    private boolean lackedLock(FlywayException e) {
        return DriverErrors.in(e)
                .filter(cause -> Insistent.gaveUp(database, cause))
                .isPresent();
    }

    private static MigrationFailure stopped(String label, RuntimeException stop) {
        MigrationFailure failure = new MigrationFailure(label, Lines.one(stop.getMessage()));
        failure.initCause(stop);
        return failure;
    }

    private String words(FlywayException e, Optional<FlywaySqlScriptException> script) {
        String said = DriverErrors.words(e);
        String place = script.map(
                        each -> ", in " + each.getResource().getAbsolutePath() + " line " + each.getLineNumber())
                .orElse("");
        return database.connecting().redactor().redact(said + place);
    }

    private static Optional<FlywaySqlScriptException> scriptException(Throwable e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof FlywaySqlScriptException script) {
                return Optional.of(script);
            }
        }
        return Optional.empty();
    }
}
