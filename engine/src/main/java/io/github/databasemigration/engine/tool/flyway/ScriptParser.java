package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.plan.Irreversibility;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resolver.MigrationResolver;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.flywaydb.core.internal.sqlscript.SqlScript;
import org.flywaydb.core.internal.sqlscript.SqlScriptFactory;
import org.flywaydb.core.internal.sqlscript.SqlStatement;
import org.flywaydb.core.internal.sqlscript.SqlStatementIterator;

/**
 * Splits scripts as Flyway will, by Flyway's own parser.
 *
 * <p>Flyway shows the statements of a script to nobody. But it hands each resolver of migrations its script factory, set
 * up for the database at hand with all placeholders; this resolver finds no migration and keeps the factory. The types
 * that the factory gives back are internal ones: there is no public way to a script's statements.
 */
final class ScriptParser implements MigrationResolver {
    private Context context;

    /**
     * A script as it will be sent.
     *
     * @param statements in order, placeholders replaced, without delimiters
     * @param lines where each statement begins
     * @param inTransaction whether Flyway will run it in a transaction
     * @param irreversible why it probably cannot be undone without a backup
     */
    record Parsed(List<String> statements, List<Integer> lines, boolean inTransaction, List<String> irreversible) {
        private static Parsed of(List<String> statements, List<Integer> lines, boolean inTransaction) {
            return new Parsed(
                    statements,
                    lines,
                    inTransaction,
                    statements.stream()
                            .flatMap(statement -> Irreversibility.of(statement).stream())
                            .distinct()
                            .toList());
        }
    }

    @Override
    public Collection<ResolvedMigration> resolveMigrations(Context given) {
        context = given;
        return List.of();
    }

    /** Faults: {@code SCRIPT_UNREADABLE}, {@code UNSUPPORTED} for statements that may not be mixed. */
    Parsed parse(Script script) {
        return parse(script, context.sqlScriptFactory, context.configuration.isMixed(), context.resourceProvider);
    }

    /** The same by any factory. */
    static Parsed parse(Script script, SqlScriptFactory factory, boolean mixed, ResourceProvider resources) {
        try {
            SqlScript sql = factory.createSqlScript(script.withoutTimestamp(), mixed, resources);
            List<String> statements = new ArrayList<>();
            List<Integer> lines = new ArrayList<>();
            try (SqlStatementIterator each = sql.getSqlStatements()) {
                for (SqlStatement next = each.next(); next != null; next = each.next()) {
                    statements.add(next.getSql());
                    lines.add(next.getLineNumber());
                }
            }
            return Parsed.of(statements, lines, sql.executeInTransaction());
        } catch (FlywayException e) {
            throw ScriptFaults.unreadable(script, e);
        }
    }
}
