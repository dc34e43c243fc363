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
import io.github.databasemigration.engine.undo.UndoDraft.Kept;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what takes pending migrations back, statement by statement, in the schema as it is now. What is not certain counts
 * as irreversible. Changes nothing.
 */
public final class UndoDrafts {
    private final StatementParser parser;
    private final Inverses inverses;
    private final Before before;
    private final SideCopyPlaces places;
    private Optional<SideCopies> copies = Optional.empty();

    private UndoDrafts(String platform, Catalogue catalogue) {
        this.places = SideCopyPlaces.on(platform);
        this.parser = Checks.parser(platform);
        this.inverses = places.postgresql() ? new PostgresqlInverses() : new MysqlInverses();
        this.before = new Before(catalogue);
    }

    /** A draft for each migration, in their order, of what their own statements say. */
    public static List<UndoDraft> of(Database database, List<PlannedMigration> pending) {
        return of(database, pending, Optional.empty());
    }

    /**
     * A draft for each migration, in their order. Fault {@code UNSUPPORTED} on a platform whose SQL nobody here parses.
     *
     * @param keeping of how many rows a table may be that is copied aside before something in it is destroyed; empty: no
     *     table is
     */
    public static List<UndoDraft> of(Database database, List<PlannedMigration> pending, Optional<Long> keeping) {
        String platform = database.target().platform();
        if (!Checks.know(platform)) {
            throw new Fault(
                    FaultCode.UNSUPPORTED,
                    "Undo scripts cannot be generated for " + platform + ".",
                    "Write them by hand.");
        }
        try (Catalogue catalogue = Checks.catalogue(database)) {
            UndoDrafts drafts = new UndoDrafts(platform, catalogue);
            drafts.copies = keeping.map(
                    rows -> new SideCopies(drafts.places, catalogue, database.schema(Set.of()), drafts.before, rows));
            return pending.stream().map(drafts::of).toList();
        }
    }

    private UndoDraft of(PlannedMigration migration) {
        before.nextMigration();
        List<List<String>> inverse = new ArrayList<>();
        List<Irreversible> irreversible = new ArrayList<>();
        List<Kept> kept = new ArrayList<>();
        for (int i = 0; i < migration.statements().size(); i++) {
            String sql = migration.statements().get(i);
            Statement statement = parser.parse(sql);
            statement
                    .notUnderstood()
                    .ifPresent(why -> irreversible.add(new Irreversible(sql, "not understood: " + why, true)));
            for (Action action : statement.actions()) {
                Inverse found = inverses.of(action, before);
                if (found.why().isPresent() && copies.isPresent() && SideCopies.destroys(action)) {
                    String name = places.name(migration.label(), kept.size() + 1);
                    SideCopies.Found copied = copies.get().of(action, sql, name);
                    int at = i;
                    copied.copy().ifPresent(copy -> kept.add(new Kept(at, copy)));
                    found = copied.copy()
                            .map(copy -> new Inverse(copy.putBack(), Optional.empty()))
                            .orElse(Inverse.none(found.why().get() + ": " + copied.why()));
                }
                found.why().ifPresent(why -> irreversible.add(new Irreversible(sql, why, SideCopies.destroys(action))));
                inverse.add(found.statements());
                before.pass(action);
            }
        }
        migration.noPreview().ifPresent(why -> irreversible.add(new Irreversible(migration.script(), why, true)));
        Collections.reverse(inverse);
        return new UndoDraft(
                migration.script(), inverse.stream().flatMap(List::stream).toList(), irreversible, kept);
    }
}
