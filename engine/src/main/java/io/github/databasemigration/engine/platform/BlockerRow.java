package io.github.databasemigration.engine.platform;

import io.github.databasemigration.engine.event.Blocker;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Blockers as the servers' catalogues are asked for them: session, user, milliseconds of its transaction, state, query. */
public final class BlockerRow {
    private BlockerRow() {}

    /** Reads the row the cursor is at; of the query nothing but its hash. */
    public static Blocker read(ResultSet row, boolean certain) throws SQLException {
        long age = row.getLong(3);
        Optional<Duration> transaction = row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(age));
        return new Blocker(
                row.getString(1),
                Optional.ofNullable(row.getString(2)),
                transaction,
                Optional.ofNullable(row.getString(4)),
                QueryHash.of(row.getString(5)),
                certain);
    }
}
