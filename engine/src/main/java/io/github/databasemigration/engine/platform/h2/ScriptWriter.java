package io.github.databasemigration.engine.platform.h2;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.platform.DumpFiles;
import io.github.databasemigration.engine.platform.Dumps.Dump;
import io.github.databasemigration.engine.platform.Dumps.DumpProgress;
import io.github.databasemigration.engine.platform.GzipOutput;
import io.github.databasemigration.engine.platform.HashingOutput;
import io.github.databasemigration.engine.platform.ProgressMarker;
import io.github.databasemigration.engine.platform.Rows;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes what SCRIPT says, row by row, and what it forgets: synonyms. */
final class ScriptWriter {
    private static final String FORMAT = "h2-script-gzip";
    private static final String SCRIPT = "SCRIPT NOPASSWORDS";
    private static final Pattern NAME =
            Pattern.compile("[^\"']*\"((?:[^\"]|\"\")*)\"(?:\\.\"((?:[^\"]|\"\")*)\")?.*", Pattern.DOTALL);
    private static final Pattern USER =
            Pattern.compile("(CREATE USER IF NOT EXISTS .*) PASSWORD ''(.*)", Pattern.DOTALL);
    private static final String SYNONYMS = "SELECT SYNONYM_SCHEMA, SYNONYM_NAME, SYNONYM_FOR_SCHEMA, SYNONYM_FOR"
            + " FROM INFORMATION_SCHEMA.SYNONYMS ORDER BY SYNONYM_SCHEMA, SYNONYM_NAME";
    private static final int HASH_BYTES = 32;

    private final Cancellation cancellation;
    private final DumpProgress progress;

    ScriptWriter(Cancellation cancellation, DumpProgress progress) {
        this.cancellation = cancellation;
        this.progress = progress;
    }

    Dump write(Connection connection, Path folder) throws SQLException {
        Path file = folder.resolve(Script.FILE);
        // SCRIPT and the counts before it see the same moment: nothing is committed in between.
        Rows.run(connection, List.of(H2RowCounts.SNAPSHOT));
        connection.setAutoCommit(false);
        SortedMap<String, Long> counts = H2RowCounts.of(connection);
        List<String> synonyms = synonyms(connection);
        String tool = "H2 " + Rows.text(connection, "SELECT H2VERSION()");
        try (HashingOutput hashing = new HashingOutput(Files.newOutputStream(file))) {
            try (Writer writer =
                    new BufferedWriter(new OutputStreamWriter(new GzipOutput(hashing), StandardCharsets.UTF_8))) {
                script(connection, writer, hashing);
                for (String synonym : synonyms) {
                    writer.write(synonym);
                }
                writer.write(Script.END + "\n");
            }
            return new Dump(FORMAT, tool, List.of(hashing.file(Script.FILE)), counts);
        } catch (IOException e) {
            throw DumpFiles.writing(file, e);
        }
    }

    private void script(Connection connection, Writer writer, HashingOutput hashing) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SCRIPT)) {
            while (rows.next()) {
                cancellation.check();
                String row = rows.getString(1);
                Matcher name = NAME.matcher(row);
                boolean named = name.matches();
                if (row.startsWith("--") || named && ours(name)) {
                    continue;
                }
                writer.write(withoutPassword(row));
                writer.write('\n');
                progress.at(named && name.group(2) != null ? name.group(2) : "", hashing.written());
            }
        }
    }

    /** What belongs to the engine and not to the application. */
    private static boolean ours(Matcher name) {
        return name.group(1).equals(H2Locks.SCHEMA) || ProgressMarker.TABLE.equalsIgnoreCase(name.group(2));
    }

    /** A user with an empty password would be an open door wherever the script is loaded; this one fits no password. */
    private static String withoutPassword(String row) {
        Matcher user = USER.matcher(row);
        if (!user.matches()) {
            return row;
        }
        byte[] hash = new byte[HASH_BYTES];
        new SecureRandom().nextBytes(hash);
        return user.group(1) + " SALT '00' HASH '" + HexFormat.of().formatHex(hash) + "'" + user.group(2);
    }

    private static List<String> synonyms(Connection connection) throws SQLException {
        return Rows.of(
                connection,
                SYNONYMS,
                row -> "CREATE OR REPLACE SYNONYM " + new H2Name(row.getString(1), row.getString(2)).quoted() + " FOR "
                        + new H2Name(row.getString(3), row.getString(4)).quoted() + ";\n");
    }
}
