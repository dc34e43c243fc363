package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.CountedRows;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.DumpFiles;
import io.github.databasemigration.engine.platform.Dumps;
import io.github.databasemigration.engine.platform.OwnWork;
import io.github.databasemigration.engine.platform.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * Dumps are what mariadb-dump (MySQL: mysqldump) writes, compressed; row counts are those of the dump itself.
 *
 * <p>A dump has everything of one database but privileges. Tables are dumped in one transaction, or locked for the time
 * where one of them has no transactions ({@link DumpSource}).
 */
final class MysqlDumps implements Dumps {
    private final Connecting connecting;
    private final MysqlServer server;
    private final MysqlAddress address;
    private final String database;
    private final OwnWork work;
    private final MysqlFaults faults;
    private final Client client;

    MysqlDumps(
            Connecting connecting,
            MysqlServer server,
            MysqlAddress address,
            String database,
            OwnWork work,
            MysqlFaults faults) {
        this.connecting = connecting;
        this.server = server;
        this.address = address;
        this.database = database;
        this.work = work;
        this.faults = faults;
        this.client = new Client(connecting, address, server);
    }

    private ClientPrograms programs() {
        return ClientPrograms.find(connecting, server);
    }

    @Override
    public void check() {
        source().check(server, programs());
    }

    private DumpSource source() {
        return work.ask("looking at the tables' engines", connection -> DumpSource.of(connection, server, database));
    }

    /** The size of the data, and a quarter more: binary columns are written in hex, which gzip cannot quite undo. */
    @Override
    public long estimateBytes() {
        return work.ask("reading the size of the tables", connection -> {
            String bytes = Rows.text(
                    connection,
                    "SELECT COALESCE(SUM(data_length), 0) FROM information_schema.tables WHERE table_schema = ?",
                    database);
            return Long.parseLong(bytes) / 4 * 5;
        });
    }

    @Override
    public Dump dump(Path folder, DumpProgress progress) {
        connecting.cancellation().check();
        return dump(new SqlDump(connecting, client, programs(), false), folder, progress);
    }

    private Dump dump(SqlDump dump, Path folder, DumpProgress progress) {
        DumpSource source = source();
        source.check(server, dump.programs());
        ExpectedTables before = expected();
        Dump taken = dump.run(folder, database, source, progress);
        before.check(dump.programs().dump(), taken.rowCounts(), expected());
        return taken;
    }

    private ExpectedTables expected() {
        return work.ask("looking at the tables", connection -> ExpectedTables.of(connection, database));
    }

    @Override
    public void checkReadable(Path folder, SortedMap<String, Long> rows) {
        Path file = DumpFiles.existing(folder, SqlDump.FILE);
        CountedRows.compare(file, rows, scan(file).counts(), Function.identity());
    }

    private DumpScanner scan(Path file) {
        DumpScanner scanner = new DumpScanner();
        byte[] buffer = new byte[1 << 16];
        try (InputStream text = Loading.open(file)) {
            for (int read = text.read(buffer); read >= 0; read = text.read(buffer)) {
                connecting.cancellation().check();
                scanner.write(buffer, 0, read);
            }
        } catch (IOException e) {
            throw DumpFiles.invalid(file, "cannot be decompressed to its end");
        }
        if (scanner.zeros()) {
            throw DumpFiles.invalid(file, "has zero bytes in it, as files have after a crash");
        }
        if (!scanner.complete()) {
            throw DumpFiles.invalid(file, "ends before its end");
        }
        return scanner;
    }

    /** Definers are replaced by the user who loads, and events are off, so that a scratch does nothing by itself. */
    @Override
    public Scratch restoreToScratch(Path folder) {
        Path file = DumpFiles.existing(folder, SqlDump.FILE);
        scan(file);
        return load(file, createScratch());
    }

    private ScratchDatabase createScratch() {
        return ScratchDatabase.create(new MysqlSessions(connecting, address), faults, database);
    }

    private Scratch load(Path file, ScratchDatabase scratch) {
        try (InputStream script = new ScratchScript(Loading.open(file), database, scratch.name())) {
            new Loading(client, programs()).into(scratch.name(), file, script);
            Database copy = new MysqlPlatform().open(connecting.to(address.urlOf(scratch.name())));
            return new Scratch() {
                @Override
                public Database database() {
                    return copy;
                }

                @Override
                public void close() {
                    scratch.close();
                }
            };
        } catch (IOException e) {
            scratch.close();
            throw DumpFiles.invalid(file, "cannot be decompressed to its end");
        } catch (RuntimeException e) {
            scratch.close();
            throw e;
        }
    }

    /**
     * Empties the live database and loads the dump, after the present state was dumped into {@code keepAt} and, where the
     * user may create databases, the dump was loaded beside to prove that it can be. From the first drop on no cancellation
     * is heeded.
     */
    @Override
    public Restored restore(Path folder, Path keepAt) {
        Path file = DumpFiles.existing(folder, SqlDump.FILE);
        Client steady = new Client(connecting.uninterrupted(), address, server);
        Loading loading = new Loading(steady, programs());
        Replacement replacement =
                new Replacement(connecting, server, new MysqlSessions(connecting, address), faults, database, loading);
        replacement.checkRights(scan(file).definers());
        SqlDump present = new SqlDump(connecting, client, programs(), true);
        try {
            prove(file);
            dump(present, keepAt, DumpProgress.NONE);
        } catch (Fault fault) {
            throw replacement.unchanged(fault);
        }
        Path kept = keepAt.resolve(SqlDump.FILE);
        String byHand = loading.byHand(database, kept, present.brokenViews());
        replacement.replace(file, byHand);
        return new Restored("in place", kept + ", to be loaded into an empty database: " + byHand);
    }

    private void prove(Path file) {
        ScratchDatabase scratch;
        try {
            scratch = createScratch();
        } catch (Fault fault) {
            if (fault.code() == FaultCode.UNSUPPORTED) {
                return;
            }
            throw fault;
        }
        load(file, scratch).close();
    }
}
