package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.CountedRows;
import io.github.databasemigration.engine.process.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/** A folder that pg_dump wrote. */
final class Archive {
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};

    private final Path folder;

    Archive(Path folder) {
        this.folder = folder;
    }

    /**
     * Restores everything into an empty database, several tables at a time, and stops at the first error. It reads every file
     * to its end, as {@link #checkReadable} does. Faults: {@code BACKUP_INVALID}, {@code UNSUPPORTED} where the user lacks a
     * right, {@code DISK_FULL}, {@code SERVER_UNREACHABLE}, {@code CANCELLED}.
     */
    void restoreInto(Address database, Client client, Cancellation cancellation) {
        checkFiles();
        Program.Result result = client.filling(
                        "pg_restore",
                        database,
                        cancellation,
                        List.of("--format=directory", "--exit-on-error", DirectoryDump.jobs(), folder.toString()))
                .run();
        if (!result.ok()) {
            throw failed(new ProgramWords(result));
        }
    }

    private Fault failed(ProgramWords words) {
        if (words.tellOfAFullDisk()) {
            return new Fault(
                    FaultCode.DISK_FULL,
                    "The server has no room for the restored database: " + words.inOneLine(),
                    "Make room on the database server.");
        }
        if (words.tellOfMissingRights()) {
            return new Fault(
                    FaultCode.UNSUPPORTED,
                    "The user may not restore all that is in the dump: " + words.inOneLine(),
                    "Restore as the owner of all objects or as a superuser.");
        }
        if (words.tellOfALostServer()) {
            return new Fault(
                    FaultCode.SERVER_UNREACHABLE,
                    "The server went away during the restore: " + words.inOneLine(),
                    "Look at the server and try again.");
        }
        return invalid("pg_restore failed: " + words.inOneLine());
    }

    /**
     * Reads everything to its end, for every compressed file carries a checksum of its own, and counts the rows. Only the
     * data is written: in the definitions, which are read before, there may be any text, also such as looks like rows.
     */
    void checkReadable(SortedMap<String, Long> rows, Client client, Cancellation cancellation) {
        checkFiles();
        CopiedRows copied = new CopiedRows();
        write(copied, List.of("--section=data"), client, cancellation);
        CountedRows.compare(folder, rows, copied.counts(), CopiedRows.TableName::of);
    }

    /** Writes everything as a script for psql. */
    void writeScript(OutputStream script, Client client, Cancellation cancellation) {
        write(script, List.of(), client, cancellation);
    }

    private void write(OutputStream script, List<String> parts, Client client, Cancellation cancellation) {
        List<String> arguments = new ArrayList<>(List.of("--format=directory", "--file=-"));
        arguments.addAll(parts);
        arguments.add(folder.toString());
        Program.Result result =
                client.program("pg_restore", cancellation, arguments).run(InputStream.nullInputStream(), script);
        if (!result.ok()) {
            throw invalid("pg_restore cannot read it: " + new ProgramWords(result).inOneLine());
        }
    }

    /**
     * pg_restore takes a compressed file that is empty, or whose first bytes are damaged, for an uncompressed one and
     * finds nothing wrong.
     */
    private void checkFiles() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (Files.size(file) == 0) {
                    throw invalid(file.getFileName() + " is empty");
                }
                if (file.toString().endsWith(".gz") && !startsLikeGzip(file)) {
                    throw invalid(file.getFileName() + " does not begin like a compressed file");
                }
            }
        } catch (IOException e) {
            throw invalid("it cannot be read: " + e.getMessage());
        }
    }

    private static boolean startsLikeGzip(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return Arrays.equals(content.readNBytes(GZIP.length), GZIP);
        }
    }

    private Fault invalid(String why) {
        return new Fault(
                FaultCode.BACKUP_INVALID,
                "The dump in " + folder + " is damaged: " + why + ".",
                "Use another backup; this one cannot be restored.");
    }
}
