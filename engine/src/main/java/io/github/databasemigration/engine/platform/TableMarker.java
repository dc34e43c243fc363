package io.github.databasemigration.engine.platform;

import io.github.databasemigration.engine.json.Json;
import java.util.Optional;

/** The marker as a table of one row with one JSON text. */
public final class TableMarker implements ProgressMarker {
    private final OneRowTable table;

    /** @param table the table {@value ProgressMarker#TABLE} */
    public TableMarker(OneRowTable table) {
        this.table = table;
    }

    @Override
    public Optional<Note> read() {
        return table.read().map(note -> Json.read(note, Note.class));
    }

    @Override
    public void write(Note note) {
        table.write(Json.canonical(note));
    }

    @Override
    public void clear() {
        table.drop();
    }

    @Override
    public void close() {
        table.close();
    }
}
