package io.github.databasemigration.engine.check.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One statement, understood, or not.
 *
 * @param sql its text
 * @param actions what it does, in order; several for ALTER TABLE
 * @param literals the texts it holds as constants
 * @param longNames names in it that are longer than the server keeps
 * @param notUnderstood why it could not be understood; then nothing else is known of it
 */
public record Statement(
        String sql,
        List<Action> actions,
        Set<String> literals,
        List<String> longNames,
        Optional<String> notUnderstood) {

    public Statement {
        actions = List.copyOf(actions);
        literals = Set.copyOf(literals);
        longNames = List.copyOf(longNames);
    }

    /** A statement that the parser did not take. */
    public static Statement notUnderstood(String sql, String why) {
        return new Statement(sql, List.of(), Set.of(), List.of(), Optional.of(why));
    }

    /** Its actions of one kind. */
    public <A extends Action> List<A> actions(Class<A> kind) {
        return actions.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
