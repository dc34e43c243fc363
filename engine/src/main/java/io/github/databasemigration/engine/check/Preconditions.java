package io.github.databasemigration.engine.check;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.AddConstraint;
import io.github.databasemigration.engine.check.model.Action.CreateIndex;
import io.github.databasemigration.engine.check.model.Action.Drop;
import io.github.databasemigration.engine.check.model.Action.DropColumn;
import io.github.databasemigration.engine.check.model.Action.ModifyColumn;
import io.github.databasemigration.engine.check.model.Action.SetNotNull;
import io.github.databasemigration.engine.check.model.Constraint;
import io.github.databasemigration.engine.check.model.Kind;
import io.github.databasemigration.engine.check.model.Name;
import io.github.databasemigration.engine.check.rule.Rule;
import io.github.databasemigration.engine.check.rule.RuleBook;
import io.github.databasemigration.engine.check.rule.SchemaSoFar;
import io.github.databasemigration.engine.check.target.Catalogue;
import io.github.databasemigration.engine.check.target.Table;
import io.github.databasemigration.engine.plan.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Asks the database whether rows stand in the way: duplicates before UNIQUE, NULLs before NOT NULL, anything at all before
 * a DROP. Reads only, and gives up after some seconds.
 */
final class Preconditions {
    private final Catalogue catalogue;
    private final SchemaSoFar schema;

    Preconditions(Catalogue catalogue, SchemaSoFar schema) {
        this.catalogue = catalogue;
        this.schema = schema;
    }

    /** A question: the query that counts, and what the count would mean. */
    private record Question(Rule rule, String query, String counted) {}

    /** What stands in the way of an action; {@code touched} says that the plan changes the table's rows before it. */
    List<Draft> ask(Action action, int statement, Predicate<Name> touched) {
        List<Draft> drafts = new ArrayList<>();
        for (Question question : questions(action)) {
            boolean changes = action.tables().stream().anyMatch(touched);
            answer(question, statement, changes).ifPresent(drafts::add);
        }
        return drafts;
    }

    private Optional<Draft> answer(Question question, int statement, boolean changes) {
        Optional<Long> count = catalogue.count(question.query());
        if (count.isEmpty()) {
            return Optional.of(new Draft(
                    RuleBook.NOT_ASKED,
                    Severity.INFO,
                    statement,
                    "Nobody knows how many " + question.counted()
                            + ": the question took too long, or may not be asked."));
        }
        String words = String.format(Locale.ROOT, "%,d %s", count.get(), question.counted());
        return count.filter(found -> found > 0)
                .map(found -> changes
                        ? new Draft(
                                question.rule(),
                                Severity.INFO,
                                statement,
                                words + " now; the plan changes rows of the table before.")
                        : new Draft(question.rule(), question.rule().severity(), statement, words + "."));
    }

    private List<Question> questions(Action action) {
        List<Question> questions = new ArrayList<>();
        if (action instanceof AddConstraint add && add.constraint().index().isEmpty()) {
            constraint(add, questions);
        } else if (action instanceof CreateIndex create && create.unique() && !create.partial()) {
            table(create.table(), create.columns())
                    .ifPresent(table -> questions.add(duplicates(table, create.columns())));
        } else if (action instanceof SetNotNull set) {
            nulls(set.table(), set.column()).ifPresent(questions::add);
        } else if (action instanceof ModifyColumn modify && modify.to().notNull()) {
            nulls(modify.table(), modify.column()).ifPresent(questions::add);
        } else if (action instanceof Drop drop && drop.kind() == Kind.TABLE && !drop.temporary()) {
            drop.objects().forEach(each -> table(each, List.of()).ifPresent(table -> questions.add(rows(table))));
        } else if (action instanceof DropColumn drop) {
            table(drop.table(), List.of(drop.column())).ifPresent(table -> questions.add(values(table, drop.column())));
        }
        return questions;
    }

    private void constraint(AddConstraint add, List<Question> questions) {
        Constraint constraint = add.constraint();
        boolean key = constraint.kind() == Constraint.Kind.PRIMARY_KEY;
        if (key || constraint.kind() == Constraint.Kind.UNIQUE) {
            table(add.table(), constraint.columns())
                    .ifPresent(table -> questions.add(duplicates(table, constraint.columns())));
        }
        if (key) {
            constraint.columns().forEach(column -> nulls(add.table(), column).ifPresent(questions::add));
        }
    }

    /** The table, if it and these columns are there and are not the plan's own. */
    private Optional<Table> table(Name name, List<String> columns) {
        return schema.existing(name).filter(table -> table.columns().keySet().containsAll(columns));
    }

    private Optional<Question> nulls(Name name, String column) {
        return table(name, List.of(column))
                .filter(table -> !table.columns().get(column).notNull())
                .map(table -> new Question(
                        RuleBook.PRECONDITION,
                        "SELECT count(*) FROM " + quoted(table) + " WHERE " + catalogue.quoted(column) + " IS NULL",
                        "rows of " + name + " have no " + column));
    }

    private Question duplicates(Table table, List<String> columns) {
        List<String> quoted = columns.stream().map(catalogue::quoted).toList();
        String list = String.join(", ", quoted);
        String present = quoted.stream().map(column -> column + " IS NOT NULL").collect(Collectors.joining(" AND "));
        return new Question(
                RuleBook.PRECONDITION,
                "SELECT count(*) FROM (SELECT 1 FROM " + quoted(table) + " WHERE " + present + " GROUP BY " + list
                        + " HAVING count(*) > 1) AS duplicate",
                "values of " + String.join(", ", columns) + " in " + table.name() + " occur more than once");
    }

    private Question rows(Table table) {
        return new Question(RuleBook.NOT_EMPTY, "SELECT count(*) FROM " + quoted(table), "rows are in " + table.name());
    }

    private Question values(Table table, String column) {
        return new Question(
                RuleBook.NOT_EMPTY,
                "SELECT count(" + catalogue.quoted(column) + ") FROM " + quoted(table),
                "rows of " + table.name() + " have a " + column);
    }

    private String quoted(Table table) {
        return table.name()
                        .schema()
                        .map(schemaName -> catalogue.quoted(schemaName) + ".")
                        .orElse("")
                + catalogue.quoted(table.name().object());
    }
}
