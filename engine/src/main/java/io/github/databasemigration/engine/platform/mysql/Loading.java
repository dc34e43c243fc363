package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.DumpFiles;
import io.github.databasemigration.engine.process.Program;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Reads dumps, and feeds them to the client program. */
final class Loading {
    private static final int BUFFER = 1 << 16;
    private static final Pattern ERROR = Pattern.compile("ERROR (\\d+)");

    private final Client client;
    private final ClientPrograms programs;

    Loading(Client client, ClientPrograms programs) {
        this.client = client;
        this.programs = programs;
    }

    /** The dump's text. */
    static InputStream open(Path file) throws IOException {
        return new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER), BUFFER);
    }

    /** Loads a script into a database; the fault says why the server or the script refused. */
    void into(String database, Path file, InputStream script) {
        WholeInput whole = new WholeInput(script);
        Program.Result result =
                client.program(programs.client(), arguments(database)).run(whole, OutputStream.nullOutputStream());
        if (!result.ok()) {
            throw fault(file, result.errors().replaceAll("\\s*\\R\\s*", " "));
        }
        if (!whole.ended()) {
            throw DumpFiles.invalid(file, "could not be read to its end while it was loaded");
        }
    }

    /** Binary mode keeps the carriage returns in bodies of routines, and the client would take comments out of them. */
    private static List<String> arguments(String database) {
        return List.of(
                "--default-character-set=utf8mb4",
                "--binary-mode",
                "--comments",
                "--max-allowed-packet=1G",
                "--batch",
                database);
    }

    private Fault fault(Path file, String words) {
        Matcher error = ERROR.matcher(words);
        int number = error.find() ? Integer.parseInt(error.group(1)) : 0;
        return switch (number) {
            case 2002, 2003, 2006, 2013, 2026 ->
                new Fault(
                        FaultCode.SERVER_UNREACHABLE,
                        "The server was lost while " + file + " was loaded: " + words,
                        "Check that the server runs, and its max_allowed_packet.");
            case 3, 1021, 1114 ->
                new Fault(
                        FaultCode.DISK_FULL,
                        "The server's disk is full; " + file + " could not be loaded: " + words,
                        "Make room on the database server.");
            case 1044, 1045, 1142, 1143, 1227, 1370, 1419 ->
                new Fault(
                        FaultCode.UNSUPPORTED,
                        "The user may not do what " + file + " does: " + words,
                        "Grant the privilege that it names.");
            default -> DumpFiles.invalid(file, "could not be loaded: " + words);
        };
    }

    /**
     * The line by which a person loads a dump, for a shell; the client asks for the password.
     *
     * @param force whether to go on after a statement that fails
     */
    String byHand(String database, Path file, boolean force) {
        StringBuilder line =
                new StringBuilder("gunzip -c ").append(shell(file.toString())).append(" |");
        client.command(programs.client()).forEach(word -> line.append(' ').append(shell(word)));
        line.append(" --password").append(force ? " --force" : "");
        arguments(database).forEach(word -> line.append(' ').append(shell(word)));
        return line.toString();
    }

    private static String shell(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
