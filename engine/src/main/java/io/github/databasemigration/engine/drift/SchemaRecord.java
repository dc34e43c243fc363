package io.github.databasemigration.engine.drift;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.OneRowTable;
import io.github.databasemigration.engine.platform.OwnTables;
import io.github.databasemigration.engine.tool.MigrationTool;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Where a database keeps the schema that the last run left: in itself, beside the migration tool's history, so that every
 * agent finds it, and a restored backup has the one of its time.
 */
public final class SchemaRecord {
    private final Database database;
    private final MigrationTool tool;

    /** The record of one database, beside one tool's history. */
    public SchemaRecord(Database database, MigrationTool tool) {
        this.database = database;
        this.tool = tool;
    }

    /** What the last run recorded, if any did. */
    public Optional<RecordedSchema> read() {
        try (OneRowTable table = table()) {
            return table.read().map(SchemaRecord::parse);
        }
    }

    /** Replaces it. */
    public void write(RecordedSchema schema) {
        try (OneRowTable table = table()) {
            table.write(Json.canonical(schema));
        }
    }

    private OneRowTable table() {
        return database.ownTable(tool.historySchema(), OwnTables.RECORDED_SCHEMA);
    }

    static RecordedSchema parse(String text) {
        try {
            RecordedSchema schema = Json.read(text, RecordedSchema.class);
            if (schema.format() == RecordedSchema.FORMAT) {
                return schema;
            }
        } catch (UncheckedIOException | IllegalArgumentException | NullPointerException e) {
            // As wrong as another format.
        }
        throw new Fault(
                FaultCode.DRIFTED,
                "The table " + OwnTables.RECORDED_SCHEMA + " holds something that this version cannot read.",
                "Look at what is there, then record the schema as it is: migrate-database drift --accept.");
    }
}
