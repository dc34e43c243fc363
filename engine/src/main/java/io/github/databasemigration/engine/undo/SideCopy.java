package io.github.databasemigration.engine.undo;

import java.util.List;

/**
 * A copy of what a statement is about to destroy, in a table of the engine's own, and how to put it back.
 *
 * @param table the copy's own name
 * @param place the same as SQL has it, with its schema
 * @param source the table that it is of
 * @param what in a few words: {@code rows}, {@code column b}, {@code table}
 * @param keys the columns that say which row of the source a row of the copy is; empty where whole rows are put back
 * @param columns the copy's columns, quoted
 * @param create makes the empty copy, before the migration's first statement: a commit does no harm there
 * @param fill copies, right before the statement, in its session and transaction
 * @param putBack puts everything back, and drops the copy
 */
public record SideCopy(
        String table,
        String place,
        String source,
        String what,
        List<String> keys,
        List<String> columns,
        List<String> create,
        List<String> fill,
        List<String> putBack) {
    public SideCopy {
        keys = List.copyOf(keys);
        columns = List.copyOf(columns);
        create = List.copyOf(create);
        fill = List.copyOf(fill);
        putBack = List.copyOf(putBack);
    }
}
