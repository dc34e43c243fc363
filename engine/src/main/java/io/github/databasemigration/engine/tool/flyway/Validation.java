package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.tool.jdbc.Lines;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.ValidateOutput;
import org.flywaydb.core.api.output.ValidateResult;

/** Flyway's own validation: every migration is applied, and as its file is now. */
final class Validation {
    private static final Set<CoreErrorCode> TO_RUN_AGAIN = EnumSet.of(
            CoreErrorCode.OUTDATED_REPEATABLE_MIGRATION, CoreErrorCode.RESOLVED_REPEATABLE_MIGRATION_NOT_APPLIED);

    private final Database database;
    private final FlywayFactory factory;
    private final Scripts scripts;

    Validation(Database database, FlywayFactory factory, Scripts scripts) {
        this.database = database;
        this.factory = factory;
        this.scripts = scripts;
    }

    /** Fault {@code VERIFICATION_FAILED}, with what Flyway says. */
    void check() {
        try (Session session = Session.looking(database)) {
            ValidateResult result = factory.configure(scripts, session)
                    .skipDefaultCallbacks(true)
                    .load()
                    .validateWithResult();
            List<String> wrong = result.invalidMigrations == null
                    ? List.of(result.errorDetails.errorMessage)
                    : result.invalidMigrations.stream()
                            .filter(found -> !runsEveryTime(found))
                            .map(found -> found.errorDetails.errorMessage)
                            .toList();
            if (!wrong.isEmpty()) {
                throw new Fault(
                        FaultCode.VERIFICATION_FAILED,
                        "Flyway's validation: " + Lines.one(wrong.get(0))
                                + (wrong.size() > 1 ? " (and " + (wrong.size() - 1) + " more)" : "") + ".",
                        "Compare the history table with the migrations.");
            }
        } catch (FlywayException e) {
            throw ScriptFaults.placeholder(scripts, e).orElseGet(() -> new ToolFaults(database).of(e));
        }
    }

    /** One with the time in it is never up to date, to Flyway. */
    private boolean runsEveryTime(ValidateOutput found) {
        return found.errorDetails.errorCode instanceof CoreErrorCode code
                && TO_RUN_AGAIN.contains(code)
                && scripts.at(found.filepath).filter(Script::hasTimestamp).isPresent();
    }
}
