package io.github.databasemigration.engine.platform.h2;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.platform.DumpFiles;
import io.github.databasemigration.engine.platform.Rows;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.h2.util.ScriptReader;

/** A script that was dumped: reads it, checks it and loads it, one statement at a time. */
final class Script {
    static final String FILE = "dump.sql.gz";

    /** The last line, which a script that was cut short does not have. */
    static final String END = "-- The script is complete.";

    private static final int BUFFER = 1 << 16;
    /** Settings that decide how rows compare; all others are the live database's own business. */
    private static final Pattern SKIPPED =
            Pattern.compile("\\s*SET (?!COLLATION|DEFAULT_NULL_ORDERING|MODE )\\w.*", Pattern.DOTALL);

    private Script() {}

    private static Reader open(Path file) throws IOException {
        return new BufferedReader(
                new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file), BUFFER), StandardCharsets.UTF_8.newDecoder()),
                BUFFER);
    }

    /** Reads a script to its end; fault {@code BACKUP_INVALID}. */
    static void check(Path file, Cancellation cancellation) {
        char[] buffer = new char[BUFFER];
        String end = "";
        boolean zeros = false;
        try (Reader reader = open(file)) {
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                cancellation.check();
                String text = new String(buffer, 0, read);
                zeros |= text.indexOf(0) >= 0;
                end = (end + text).substring(Math.max(0, end.length() + read - END.length() - 1));
            }
        } catch (IOException e) {
            throw DumpFiles.invalid(file, "cannot be decompressed to its end");
        }
        if (zeros) {
            throw DumpFiles.invalid(file, "has zero bytes in it, as files have after a crash");
        }
        if (!end.equals(END + "\n")) {
            throw DumpFiles.invalid(file, "ends before its end");
        }
    }

    /** Runs every statement; fault {@code BACKUP_INVALID} where H2 does not take one. */
    static void load(Path file, Connection connection, Cancellation cancellation) throws SQLException {
        try (ScriptReader reader = new ScriptReader(open(file));
                Statement statement = connection.createStatement()) {
            reader.setSkipRemarks(true);
            for (String sql = reader.readStatement(); sql != null; sql = reader.readStatement()) {
                cancellation.check();
                if (!sql.isBlank() && !SKIPPED.matcher(sql).matches()) {
                    statement.execute(sql);
                }
            }
        } catch (IOException e) {
            throw DumpFiles.invalid(file, "cannot be decompressed to its end");
        }
        completeViews(connection);
    }

    /**
     * Compiles the views that came before the tables they use: SCRIPT goes by the age of objects, and a changed table is
     * younger than its views. A view upon a view may need a second round; one that was broken before stays so.
     */
    private static void completeViews(Connection connection) throws SQLException {
        int before = Integer.MAX_VALUE;
        List<H2Name> incomplete = incomplete(connection);
        while (!incomplete.isEmpty() && incomplete.size() < before) {
            before = incomplete.size();
            for (H2Name view : incomplete) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("ALTER VIEW " + view.quoted() + " RECOMPILE");
                } catch (SQLException e) {
                    // Perhaps in the next round.
                }
            }
            incomplete = incomplete(connection);
        }
    }

    private static List<H2Name> incomplete(Connection connection) throws SQLException {
        return Rows.of(
                connection,
                "SELECT TABLE_SCHEMA, TABLE_NAME FROM INFORMATION_SCHEMA.VIEWS WHERE STATUS = 'INVALID'",
                row -> new H2Name(row.getString(1), row.getString(2)));
    }
}
