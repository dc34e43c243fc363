package io.github.databasemigration.engine.undo;

import io.github.databasemigration.engine.check.Checks;
import io.github.databasemigration.engine.check.model.Action;
import io.github.databasemigration.engine.check.model.Statement;
import io.github.databasemigration.engine.check.model.StatementParser;
import io.github.databasemigration.engine.check.target.Catalogue;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.undo.UndoDraft.Irreversible;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Finds what takes pending migrations back, statement by statement, in the schema as it is now. What is not certain counts
 * as irreversible. Changes nothing.
 */
public final class UndoDrafts {
    private final StatementParser parser;
    private final Inverses inverses;
    private final Before before;

    private UndoDrafts(String platform, Catalogue catalogue) {
        this.parser = Checks.parser(platform);
        this.inverses = platform.equals("postgresql") ? new PostgresqlInverses() : new MysqlInverses();
        this.before = new Before(catalogue);
    }

    /** A draft for each migration, in their order. Fault {@code UNSUPPORTED} on a platform whose SQL nobody here parses. */
    public static List<UndoDraft> of(Database database, List<PlannedMigration> pending) {
        String platform = database.target().platform();
        if (!Checks.know(platform)) {
            throw new Fault(
                    FaultCode.UNSUPPORTED,
                    "Undo scripts cannot be generated for " + platform + ".",
                    "Write them by hand.");
        }
        try (Catalogue catalogue = Checks.catalogue(database)) {
            UndoDrafts drafts = new UndoDrafts(platform, catalogue);
            return pending.stream().map(drafts::of).toList();
        }
    }

    private UndoDraft of(PlannedMigration migration) {
        before.nextMigration();
        List<List<String>> inverse = new ArrayList<>();
        List<Irreversible> irreversible = new ArrayList<>();
        for (String sql : migration.statements()) {
            Statement statement = parser.parse(sql);
            statement
                    .notUnderstood()
                    .ifPresent(why -> irreversible.add(new Irreversible(sql, "not understood: " + why)));
            for (Action action : statement.actions()) {
                Inverse found = inverses.of(action, before);
                found.why().ifPresent(why -> irreversible.add(new Irreversible(sql, why)));
                inverse.add(found.statements());
                before.pass(action);
            }
        }
        migration.noPreview().ifPresent(why -> irreversible.add(new Irreversible(migration.script(), why)));
        Collections.reverse(inverse);
        return new UndoDraft(
                migration.script(), inverse.stream().flatMap(List::stream).toList(), irreversible);
    }
}
