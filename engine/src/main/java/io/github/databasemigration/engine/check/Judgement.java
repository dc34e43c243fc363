package io.github.databasemigration.engine.check;

import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Action.ChangeRows;
import io.github.databasemigration.engine.check.model.Name;
import io.github.databasemigration.engine.check.model.Statement;
import io.github.databasemigration.engine.check.rule.Check;
import io.github.databasemigration.engine.check.rule.Circumstances;
import io.github.databasemigration.engine.check.rule.Migration;
import io.github.databasemigration.engine.check.rule.Remark;
import io.github.databasemigration.engine.check.rule.RuleBook;
import io.github.databasemigration.engine.check.rule.Scene;
import io.github.databasemigration.engine.check.rule.SchemaSoFar;
import io.github.databasemigration.engine.check.target.Catalogue;
import io.github.databasemigration.engine.check.target.Table;
import io.github.databasemigration.engine.plan.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Goes through a plan, statement by statement, with every rule of a platform. */
final class Judgement {
    private final String platform;
    private final List<Migration> plan;
    private final Circumstances circumstances;
    private final SchemaSoFar schema;
    private final Preconditions preconditions;
    private final Set<Name> changed = new HashSet<>();

    Judgement(String platform, List<Migration> plan, Catalogue catalogue, Circumstances circumstances) {
        this.platform = platform;
        this.plan = plan;
        this.circumstances = circumstances;
        this.schema = new SchemaSoFar(catalogue);
        this.preconditions = new Preconditions(catalogue, schema);
    }

    /** What is to be said about a migration; those before it must have been judged, in order. */
    List<Draft> of(Migration migration) {
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < migration.statements().size(); i++) {
            Statement statement = migration.statements().get(i);
            judge(new Scene(plan, migration, i, schema, platform, circumstances), drafts);
            for (Action action : statement.actions()) {
                drafts.addAll(preconditions.ask(
                        action, i + 1, table -> changed.stream().anyMatch(table::matches)));
                schema.after(action);
            }
            statement.actions(ChangeRows.class).forEach(change -> changed.add(change.table()));
        }
        return drafts;
    }

    private void judge(Scene scene, List<Draft> drafts) {
        int number = scene.index() + 1;
        Optional<String> notUnderstood =
                scene.migration().statements().get(scene.index()).notUnderstood();
        notUnderstood.ifPresent(why ->
                drafts.add(new Draft(RuleBook.NOT_UNDERSTOOD, Severity.ERROR, number, "Not understood: " + why + ".")));
        for (Check check : RuleBook.of(platform)) {
            for (Remark remark : check.look().apply(scene)) {
                drafts.add(new Draft(check.rule(), severity(check, remark, scene), number, words(remark)));
            }
        }
    }

    private static Severity severity(Check check, Remark remark, Scene scene) {
        boolean small = check.rule().bySize()
                && remark.table().filter(table -> !scene.isLarge(table)).isPresent();
        return small ? Severity.INFO : check.rule().severity();
    }

    private String words(Remark remark) {
        return remark.table()
                .flatMap(table -> schema.existing(table))
                .map(Table::rows)
                .map(rows -> remark.text() + String.format(Locale.ROOT, " It has about %,d rows.", rows))
                .orElse(remark.text());
    }
}
