package io.github.databasemigration.engine.platform.postgresql;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The databases from which others are renamed, for nobody may be connected to the one that is. */
final class Maintenance {
    private static final List<String> NAMES = List.of("postgres", "template1");

    private Maintenance() {}

    /** The first of them that lets us in. */
    static Optional<Sessions> of(Sessions live) {
        return NAMES.stream()
                .filter(name -> !name.equals(live.address().database()))
                .map(live::to)
                .filter(Maintenance::opens)
                .findFirst();
    }

    private static boolean opens(Sessions sessions) {
        try {
            sessions.reading().close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
