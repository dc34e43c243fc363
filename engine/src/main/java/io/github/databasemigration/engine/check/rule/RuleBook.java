package io.github.databasemigration.engine.check.rule;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All rules there are. */
public final class RuleBook {
    /** A statement that the parser did not take. */
    public static final Rule NOT_UNDERSTOOD = Rule.error(
            "SQL-01",
            "A statement that was not understood",
            "Nothing can be said about it, so nothing is: neither that it is safe nor that it is not.",
            "read it, and judge for yourself");

    /** A migration whose SQL is not known before it runs. */
    public static final Rule NOT_SHOWN = Rule.error(
            "SQL-02",
            "A migration whose SQL cannot be shown",
            "It is made while the migration runs, so nothing can be said about it.",
            "read the migration, and judge for yourself");

    /** A comment that allows something and gives no reason, or names no rule. */
    public static final Rule ALLOWED_WITHOUT_REASON = Rule.warning(
            "SQL-03",
            "A finding allowed without a reason, or for a rule that does not exist",
            "Who approves the plan cannot judge it; it counts for nothing.",
            "database-migration:allow RULE reason");

    /** A query of the plan found that a migration will fail, or that it drops rows. */
    public static final Rule PRECONDITION = Rule.error(
            "PRE-01",
            "Rows stand in the way of a migration",
            "The plan asked the database: the constraint would fail on rows that are there.",
            "correct these rows in an earlier migration");

    /** The same, where it does not fail but loses something. */
    public static final Rule NOT_EMPTY = Rule.warning(
            "PRE-02",
            "What is dropped holds rows",
            "The plan asked the database: there are rows in the table, or values in the column, that are dropped.",
            "make sure that nobody wants them; the backup of the run has them");

    /** A question to the database took too long. */
    public static final Rule NOT_ASKED = Rule.info(
            "PRE-03",
            "A question about rows took too long",
            "The plan could not find out in time whether rows stand in the way.",
            "ask the database yourself");

    private static final List<Check> POSTGRESQL = Stream.of(
                    PostgresqlIndexes.CHECKS,
                    PostgresqlConstraints.CHECKS,
                    PostgresqlColumns.CHECKS,
                    PostgresqlTables.CHECKS,
                    PostgresqlTransactions.CHECKS,
                    ForeignKeys.CHECKS,
                    Rows.CHECKS,
                    List.of(Rows.PRIVILEGES))
            .flatMap(List::stream)
            .toList();

    private static final List<Check> MYSQL = Stream.of(
                    MysqlTables.CHECKS,
                    MysqlColumns.CHECKS,
                    MysqlConstraints.CHECKS,
                    MysqlTransactions.CHECKS,
                    List.of(Rows.PRIVILEGES))
            .flatMap(List::stream)
            .toList();

    private RuleBook() {}

    /** The checks of a platform; none for a platform that has no rules. */
    public static List<Check> of(String platform) {
        return switch (platform) {
            case "postgresql" -> POSTGRESQL;
            case "mysql", "mariadb" -> MYSQL;
            default -> List.of();
        };
    }

    /** Every rule once, by what it belongs to. */
    public static List<Rule> all() {
        return Stream.of(
                        POSTGRESQL.stream().map(Check::rule),
                        MYSQL.stream().map(Check::rule),
                        Stream.of(
                                NOT_UNDERSTOOD, NOT_SHOWN, ALLOWED_WITHOUT_REASON, PRECONDITION, NOT_EMPTY, NOT_ASKED),
                        MergeRules.ALL.stream())
                .flatMap(rules -> rules)
                .distinct()
                .toList();
    }

    /** The rule of an id. */
    public static Optional<Rule> find(String id) {
        return all().stream().filter(rule -> rule.id().equals(id)).findFirst();
    }
}
