package io.github.databasemigration.engine.check.merge;

import io.github.databasemigration.engine.check.model.Statement;
import io.github.databasemigration.engine.check.model.StatementParser;
import io.github.databasemigration.engine.tool.MigrationFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the statements of one migration touch.
 *
 * @param migration the migration
 * @param places in the order of its statements
 * @param unknown what of it nobody understood
 */
record Touched(MigrationFile migration, List<Place> places, List<Unknown> unknown) {
    /** Something touched by a statement, which counts from 1. */
    record Place(int statement, Touch touch) {}

    /** A statement, or 0 for all of it, and why it was not understood. */
    record Unknown(int statement, String why) {}

    static Touched by(MigrationFile migration, StatementParser parser) {
        List<Place> places = new ArrayList<>();
        List<Unknown> unknown = new ArrayList<>();
        migration.noPreview().ifPresent(why -> unknown.add(new Unknown(0, why)));
        for (int i = 0; i < migration.statements().size(); i++) {
            int number = i + 1;
            Statement statement = parser.parse(migration.statements().get(i));
            statement.notUnderstood().ifPresent(why -> unknown.add(new Unknown(number, why)));
            statement.actions().stream()
                    .flatMap(action -> Touch.of(action).stream())
                    .forEach(touch -> places.add(new Place(number, touch)));
        }
        return new Touched(migration, places, unknown);
    }

    /** What another migration touches of the same object as one of these, the worst first. */
    Optional<Touch> against(Touch touch) {
        List<Touch> met = places.stream().map(Place::touch).filter(touch::meets).toList();
        return met.stream().filter(touch::collides).findFirst().or(() -> met.stream()
                .findFirst());
    }
}
