package io.github.databasemigration.engine.tool.flyway;

import java.util.List;
import org.flywaydb.core.FlywayExecutor;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.output.ValidateOutput;
import org.flywaydb.core.internal.callback.CallbackExecutor;
import org.flywaydb.core.internal.command.DbInfo;
import org.flywaydb.core.internal.command.DbValidate;
import org.flywaydb.core.internal.database.base.Database;
import org.flywaydb.core.internal.database.base.Schema;
import org.flywaydb.core.internal.resolver.CompositeMigrationResolver;
import org.flywaydb.core.internal.schemahistory.SchemaHistory;

/**
 * Flyway's info and its validation in one sitting.
 *
 * <p>By its public API they are two calls, each of which asks the server what it is, resolves all files and reads the whole
 * history. The commands behind the calls are the same here, but share what they work with.
 *
 * @param info files and history
 * @param invalid what contradicts in them
 */
record Survey(MigrationInfoService info, List<ValidateOutput> invalid) {
    /** Throws what Flyway throws. */
    static Survey of(Configuration flyway) {
        return new FlywayExecutor(flyway)
                .execute(
                        (resolver, history, database, schema, schemas, callbacks, interceptor) ->
                                of(flyway, resolver, history, database, schema, schemas, callbacks),
                        true,
                        null);
    }

    private static Survey of(
            Configuration flyway,
            CompositeMigrationResolver resolver,
            SchemaHistory history,
            Database<?> database,
            Schema<?, ?> schema,
            Schema<?, ?>[] schemas,
            CallbackExecutor<Event> callbacks) {
        MigrationInfoService info = new DbInfo(resolver, history, flyway, database, callbacks, schemas).info();
        List<ValidateOutput> invalid = new DbValidate(
                        database, history, schema, resolver, flyway, callbacks, flyway.getIgnoreMigrationPatterns())
                .validate()
                .invalidMigrations;
        return new Survey(info, invalid);
    }

    /** Whether there is nothing in any schema of the project. */
    boolean allSchemasEmpty() {
        // What the result tells of each migration is not wanted.
        return info.getInfoResult(migration -> false).allSchemasEmpty;
    }
}
