package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.platform.ByteByByte;
import io.github.databasemigration.engine.platform.OwnTables;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads a dump of mariadb-dump or mysqldump as it goes by: counts the rows of each table, sees whether it goes on to its
 * end, and who the definers are. One byte at a time and in constant memory, whatever the size of a row.
 *
 * <p>The counts are exact and of the dump's own snapshot, for they are of the dump itself. The programs write each
 * statement at the beginning of a line, never break a line within a quoted text, and put the bodies of triggers,
 * routines and events, which may look like anything, between two {@code DELIMITER} lines.
 */
final class DumpScanner extends ByteByByte {
    private static final int LONGEST_HEAD = 1024;
    private static final String CREATE_TABLE = "CREATE TABLE `";
    private static final String INSERT = "INSERT INTO `";
    private static final String COMPLETED = "-- Dump completed";

    /** Where in the text the next byte is. */
    private enum Place {
        HEAD,
        REST_OF_LINE,
        COLUMNS,
        ROWS,
        TEXT,
        ESCAPED
    }

    private final SortedMap<String, Long> rows = new TreeMap<>();
    private final Set<String> definers = new TreeSet<>();
    private final byte[] head = new byte[LONGEST_HEAD];
    private int headLength;
    private String lastLine = "";
    private String table = "";
    private Place place = Place.HEAD;
    private boolean code;
    private boolean quotedName;
    private boolean zeros;
    private int depth;
    private long count;

    @Override
    protected void next(byte b) {
        zeros |= b == 0;
        switch (place) {
            case HEAD -> head(b);
            case REST_OF_LINE -> restOfLine(b);
            case COLUMNS -> columns(b);
            case ROWS -> rows(b);
            case TEXT -> place = b == '\'' ? Place.ROWS : b == '\\' ? Place.ESCAPED : Place.TEXT;
            case ESCAPED -> place = Place.TEXT;
        }
    }

    private void head(byte b) {
        if (b == '\n') {
            line();
        } else {
            head[headLength++] = b;
            if (b == ' ' && !code && beginsWith(INSERT) && headLength > INSERT.length() && closed()) {
                beginRows();
            } else if (headLength == head.length) {
                place = Place.REST_OF_LINE;
            }
        }
    }

    private void restOfLine(byte b) {
        if (b == '\n') {
            line();
        }
    }

    /** Whether the name that the head ends with is complete: a backtick in a name is written twice. */
    private boolean closed() {
        int backticks = 0;
        for (int i = INSERT.length() - 1; i < headLength; i++) {
            backticks += head[i] == '`' ? 1 : 0;
        }
        return backticks % 2 == 0;
    }

    private void beginRows() {
        table = Backticks.first(text());
        count = 0;
        depth = 0;
        headLength = 0;
        place = Place.COLUMNS;
    }

    /** Between the table's name and VALUES: there may be a list of columns. */
    private void columns(byte b) {
        quotedName ^= b == '`';
        if (!quotedName) {
            depth += b == '(' ? 1 : b == ')' ? -1 : 0;
            if (b == 'V' && depth == 0) {
                place = Place.ROWS;
            }
        }
    }

    private void rows(byte b) {
        switch (b) {
            case '\'' -> place = Place.TEXT;
            case '(' -> count += depth++ == 0 ? 1 : 0;
            case ')' -> depth--;
            case ';' -> {
                count(table, count);
                place = Place.REST_OF_LINE;
            }
            default -> {
                // Numbers, names of character sets, white space.
            }
        }
    }

    /** Our own tables are no part of what is backed up. */
    private void count(String of, long more) {
        if (!OwnTables.has(of)) {
            rows.merge(of, more, Long::sum);
        }
    }

    private void line() {
        String line = text();
        headLength = 0;
        place = Place.HEAD;
        lastLine = line.isEmpty() ? lastLine : line;
        if (line.startsWith("DELIMITER ")) {
            code = !line.equals("DELIMITER ;");
        } else if (!code && line.startsWith(CREATE_TABLE)) {
            table = Backticks.first(line);
            count(table, 0);
        }
        Definer.find(line).ifPresent(definer -> definers.add(definer.account()));
    }

    private boolean beginsWith(String text) {
        if (headLength < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (head[i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String text() {
        return new String(head, 0, headLength, StandardCharsets.UTF_8);
    }

    /** The table at work. */
    String table() {
        return table;
    }

    /** The rows of each table but our own. */
    SortedMap<String, Long> counts() {
        return rows;
    }

    /** The accounts in whose names views, triggers, routines and events were defined: {@code app@%}. */
    Set<String> definers() {
        return definers;
    }

    /** Whether the program came to its end: its last line says so. */
    boolean complete() {
        return place == Place.HEAD && headLength == 0 && lastLine.startsWith(COMPLETED);
    }

    /** Whether there were zero bytes, which a dump never has, but a file after a crash may. */
    boolean zeros() {
        return zeros;
    }
}
