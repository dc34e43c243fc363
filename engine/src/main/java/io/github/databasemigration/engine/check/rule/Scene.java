package io.github.databasemigration.engine.check.rule;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Name;
import io.github.databasemigration.engine.check.model.Statement;
import io.github.databasemigration.engine.check.target.Catalogue;
import io.github.databasemigration.engine.check.target.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One statement where it stands: in its migration, in the plan, on the database.
 *
 * @param plan every migration of the plan
 * @param migration the one that the statement belongs to
 * @param index its place there, from 0
 * @param schema the schema before it
 * @param platform the target's platform
 * @param circumstances how the plan will run
 */
public record Scene(
        List<Migration> plan,
        Migration migration,
        int index,
        SchemaSoFar schema,
        String platform,
        Circumstances circumstances) {

    Statement statement() {
        return migration.statements().get(index);
    }

    /** What came before it in its migration, or in its transaction where that has all migrations. */
    List<Statement> earlier() {
        List<Statement> earlier = new ArrayList<>();
        if (circumstances.oneTransaction() && migration.transactional()) {
            plan.stream()
                    .takeWhile(each -> !each.script().equals(migration.script()))
                    .forEach(each -> earlier.addAll(each.statements()));
        }
        earlier.addAll(migration.statements().subList(0, index));
        return earlier;
    }

    /** Everything of one kind that came before it there. */
    <A extends Action> Stream<A> earlier(Class<A> kind) {
        return earlier().stream().flatMap(statement -> statement.actions(kind).stream());
    }

    /** Whether a table is there and in use: the plan did not create it. */
    boolean inUse(Name table) {
        return !schema.isNew(table);
    }

    /** Whether a table that is in use is large; one that is not known counts as large. */
    public boolean isLarge(Name table) {
        return inUse(table)
                && schema.existing(table).map(Table::rows).orElse(Long.MAX_VALUE) >= circumstances.largeRows();
    }

    /** The same scene with but one action of the statement. */
    Scene only(Action action) {
        Statement statement = statement();
        Statement alone = new Statement(
                statement.sql(), List.of(action), statement.literals(), List.of(), statement.notUnderstood());
        Migration single = new Migration(migration.script(), migration.transactional(), List.of(alone));
        return new Scene(plan, single, 0, schema, platform, circumstances);
    }

    Catalogue catalogue() {
        return schema.catalogue();
    }

    boolean isMariaDb() {
        return platform.equals("mariadb");
    }
}
