package io.github.databasemigration.engine.secret;

import java.util.Optional;

/** Who connects. Either part may be absent: SQLite has none, H2 and peer authentication may need no password. */
public record Credentials(Optional<String> user, Optional<Secret> password) {
    /** No user, no password. */
    public static final Credentials NONE = new Credentials(Optional.empty(), Optional.empty());
}
