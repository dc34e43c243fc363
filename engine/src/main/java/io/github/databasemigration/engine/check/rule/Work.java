package io.github.databasemigration.engine.check.rule;

import io.github.databasemigration.engine.check.model.Action;

/** Which actions of PostgreSQL write or read a whole table, as the rules about them say. */
final class Work {
    private Work() {}

    /** A column or a type for which the table is written anew. */
    static boolean rewrites(Action action, Scene scene) {
        return says(action, scene, "PG-COL-02", "PG-COL-03", "PG-COL-04", "PG-COL-05");
    }

    /** SET NOT NULL where nothing proves it. */
    static boolean reads(Action action, Scene scene) {
        return says(action, scene, "PG-CON-07", "PG-COL-10");
    }

    private static boolean says(Action action, Scene scene, String... rules) {
        Scene alone = scene.only(action);
        return java.util.stream.Stream.concat(PostgresqlColumns.CHECKS.stream(), PostgresqlConstraints.CHECKS.stream())
                .filter(check -> java.util.List.of(rules).contains(check.rule().id()))
                .anyMatch(check -> !check.look().apply(alone).isEmpty());
    }
}
