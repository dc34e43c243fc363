package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.DumpFiles;
import io.github.databasemigration.engine.platform.Dumps.Dump;
import io.github.databasemigration.engine.platform.Dumps.DumpProgress;
import io.github.databasemigration.engine.platform.GzipOutput;
import io.github.databasemigration.engine.platform.HashingOutput;
import io.github.databasemigration.engine.platform.ProgressMarker;
import io.github.databasemigration.engine.process.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Runs the dump program and writes what it says: compressed, hashed and counted on its way to the file.
 *
 * <p>A view whose tables are gone makes the program fail, although it dumps the view's definition all the same. A backup
 * refuses that; but after a failed migration it is the ordinary case, and must not stand in the way of a restore.
 */
final class SqlDump {
    static final String FILE = "dump.sql.gz";

    private static final String FORMAT = "sql-gzip";
    private static final Pattern BROKEN_VIEW = Pattern.compile(".*Couldn't execute 'SHOW FIELDS FROM .*");

    private final Connecting connecting;
    private final Client client;
    private final ClientPrograms programs;
    private final boolean brokenViewsAllowed;
    private final DumpScanner scanner = new DumpScanner();
    private boolean brokenViews;

    /** @param brokenViewsAllowed whether to dump a state that is only kept for people to look at */
    SqlDump(Connecting connecting, Client client, ClientPrograms programs, boolean brokenViewsAllowed) {
        this.connecting = connecting;
        this.client = client;
        this.programs = programs;
        this.brokenViewsAllowed = brokenViewsAllowed;
    }

    ClientPrograms programs() {
        return programs;
    }

    Dump run(Path folder, String database, DumpSource source, DumpProgress progress) {
        Path file = folder.resolve(FILE);
        try (HashingOutput hashing = new HashingOutput(Files.newOutputStream(file))) {
            Program.Result result;
            try (OutputStream compressed = new GzipOutput(hashing)) {
                compressed.write(source.prologue().getBytes(StandardCharsets.UTF_8));
                result = client.program(programs.dump(), arguments(database, source))
                        .run(InputStream.nullInputStream(), new Tee(compressed, hashing, progress));
            }
            check(result, database);
            return new Dump(
                    FORMAT,
                    Path.of(programs.dump()).getFileName() + " " + programs.version(),
                    List.of(hashing.file(FILE)),
                    scanner.counts());
        } catch (IOException e) {
            throw DumpFiles.writing(file, e);
        } catch (UncheckedIOException e) {
            throw DumpFiles.writing(file, e.getCause());
        }
    }

    private List<String> arguments(String database, DumpSource source) {
        List<String> arguments = new ArrayList<>(List.of(
                "--routines",
                "--triggers",
                "--events",
                "--hex-blob",
                "--default-character-set=utf8mb4",
                "--no-tablespaces",
                "--skip-dump-date",
                "--max-allowed-packet=1G",
                "--ignore-table=" + database + "." + ProgressMarker.TABLE));
        arguments.addAll(source.arguments());
        arguments.addAll(programs.arguments());
        if (brokenViewsAllowed) {
            arguments.add("--force");
        }
        arguments.add(database);
        return arguments;
    }

    private void check(Program.Result result, String database) {
        brokenViews = brokenViewsAllowed
                && !result.ok()
                && result.errors()
                        .lines()
                        .allMatch(line -> BROKEN_VIEW.matcher(line).matches());
        if (!result.ok() && !brokenViews) {
            throw new Fault(
                    FaultCode.BACKUP_FAILED,
                    programs.dump() + " could not dump " + database + ": "
                            + result.errors().replaceAll("\\s*\\R\\s*", " "),
                    "Give the user the privilege that is missing, or repair what it names.");
        }
        if (!scanner.complete() || scanner.zeros()) {
            throw new Fault(
                    FaultCode.BACKUP_FAILED,
                    programs.dump() + " ended before the end of the dump of " + database + ", or wrote zero bytes.",
                    "Run it by hand to see why.");
        }
    }

    /** Whether the dump has views that can only be loaded when their tables are back. */
    boolean brokenViews() {
        return brokenViews;
    }

    /** What the program says, to the file and to the scanner. */
    private final class Tee extends OutputStream {
        private final OutputStream compressed;
        private final HashingOutput written;
        private final DumpProgress progress;

        Tee(OutputStream compressed, HashingOutput written, DumpProgress progress) {
            this.compressed = compressed;
            this.written = written;
            this.progress = progress;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            compressed.write(bytes, offset, length);
            scanner.write(bytes, offset, length);
            progress.at(scanner.table(), written.written());
        }
    }
}
