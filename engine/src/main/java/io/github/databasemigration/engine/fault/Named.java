package io.github.databasemigration.engine.fault;

import java.util.List;

/** Names in a message: as many as help, and how many there are besides. */
public final class Named {
    private Named() {}

    /** The first names, such as "a, b and 3 more". */
    public static String some(List<String> names, int most) {
        String named = String.join(", ", names.subList(0, Math.min(most, names.size())));
        return names.size() <= most ? named : named + " and " + (names.size() - most) + " more";
    }
}
