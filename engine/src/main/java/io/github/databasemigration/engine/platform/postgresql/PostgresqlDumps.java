package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.platform.Dumps;
import io.github.databasemigration.engine.platform.Rows;
import java.nio.file.Path;
import java.util.SortedMap;

/** Dumps with PostgreSQL's own programs. */
final class PostgresqlDumps implements Dumps {
    private static final long TABLE_OF_CONTENTS = 1 << 20;

    private final Sessions sessions;
    private final int serverMajor;
    private Client client;

    PostgresqlDumps(Sessions sessions, int serverMajor) {
        this.sessions = sessions;
        this.serverMajor = serverMajor;
    }

    private synchronized Client client() {
        if (client == null) {
            client = new Client(sessions.connecting(), ClientPrograms.find(sessions.connecting(), serverMajor));
        }
        return client;
    }

    @Override
    public void check() {
        client();
    }

    /** The tables as they lie on the server's disk: texts are longer than that, and compressed shorter again. */
    @Override
    public long estimateBytes() {
        String tables = sessions.ask(
                "measuring the tables",
                connection -> Rows.text(
                        connection,
                        "SELECT coalesce(sum(pg_table_size(oid)), 0) FROM pg_class WHERE relkind = 'r'"
                                + " AND (oid >= 16384 OR oid = CAST('pg_largeobject' AS regclass))"));
        return Long.parseLong(tables) + TABLE_OF_CONTENTS;
    }

    @Override
    public Dump dump(Path folder, DumpProgress progress) {
        return new DirectoryDump(sessions, client()).take(folder, progress);
    }

    @Override
    public void checkReadable(Path folder, SortedMap<String, Long> rows) {
        new Archive(folder).checkReadable(rows, client(), sessions.connecting().cancellation());
    }

    @Override
    public Scratch restoreToScratch(Path folder) {
        return new Scratches(sessions)
                .restored(new Archive(folder), client(), sessions.connecting().cancellation());
    }

    @Override
    public Restored restore(Path folder, Path keepAt) {
        Restoring restoring = new Restoring(sessions, client());
        return restoring.restore(new Archive(folder), keepAt);
    }
}
