package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.platform.ByteByByte;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts the rows of each table in what pg_restore writes of an archive's data, as it goes by and in constant memory. A
 * row is a line there: COPY writes line breaks within values as {@code \n}.
 *
 * <p>The table is the one that the comment above the rows names. The COPY itself may name another: rows of a partition
 * are sometimes loaded through the table above it.
 */
final class CopiedRows extends ByteByByte {
    private static final Pattern DATA =
            Pattern.compile("-- Data for Name: (.*); Type: TABLE DATA; Schema: (.*); Owner: .*");
    private static final Pattern BREAKS = Pattern.compile("[\r\n]");

    private final Map<TableName, Long> rows = new HashMap<>();
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private Optional<TableName> table = Optional.empty();
    private boolean copying;
    private long count;
    private int column;
    private boolean mark;

    /**
     * A table as the comments name it: on one line, whatever is in its name.
     *
     * @param schema without quotes
     * @param name without quotes
     */
    record TableName(String schema, String name) {
        TableName {
            schema = BREAKS.matcher(schema).replaceAll(" ");
            name = BREAKS.matcher(name).replaceAll(" ");
        }

        /** Of {@code schema.table}, each in quotes or not. */
        static TableName of(String qualified) {
            List<String> parts = Identifier.parts(qualified);
            return new TableName(parts.get(0), parts.get(1));
        }
    }

    @Override
    protected void next(byte b) {
        if (copying) {
            row(b);
        } else if (b != '\n') {
            head.write(b);
        } else if (!beginsRows()) {
            head.reset();
        }
    }

    /** Two characters alone on a line are the end of the rows: no row is written so. */
    private void row(byte b) {
        if (b != '\n') {
            mark = column == 0 ? b == '\\' : column == 1 && mark && b == '.';
            column++;
        } else if (column == 2 && mark) {
            table.ifPresent(name -> rows.merge(name, count, Long::sum));
            table = Optional.empty();
            copying = false;
        } else {
            count++;
            column = 0;
        }
    }

    /** Looks at the line that has just ended; false if it is done with. */
    private boolean beginsRows() {
        String line = head.toString(StandardCharsets.UTF_8);
        if (line.startsWith("COPY ")) {
            if (line.chars().filter(c -> c == '"').count() % 2 != 0) {
                // Within the quoted name of a column there may be a line break.
                head.write('\n');
                return true;
            }
            copying = true;
            count = 0;
            column = 0;
        } else {
            Matcher data = DATA.matcher(line);
            table = data.matches() ? Optional.of(new TableName(data.group(2), data.group(1))) : table;
        }
        return false;
    }

    /** The rows of each table that has any place in the archive, be it without a row. */
    Map<TableName, Long> counts() {
        return rows;
    }
}
