package io.github.databasemigration.engine.check.rule;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * One migration of the plan, understood.
 *
 * @param script its script
 * @param transactional whether its statements are one transaction
 * @param statements in order
 */
public record Migration(String script, boolean transactional, List<Statement> statements) {
    public Migration {
        statements = List.copyOf(statements);
    }

    /** Everything of one kind that it does. */
    <A extends Action> Stream<A> actions(Class<A> kind) {
        return statements.stream().flatMap(statement -> statement.actions(kind).stream());
    }
}
