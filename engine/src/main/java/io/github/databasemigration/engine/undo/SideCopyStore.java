package io.github.databasemigration.engine.undo;

import io.github.databasemigration.engine.check.Checks;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.DriverFaults;
import io.github.databasemigration.engine.platform.OwnTables;
import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The side copies that a database holds, as its own manifest says. */
public final class SideCopyStore {
    private static final String THERE =
            "SELECT count(*) FROM information_schema.tables WHERE table_name = ? AND table_schema = ";

    private final Database database;
    private final SideCopyPlaces places;

    /** Those of one database. */
    public SideCopyStore(Database database) {
        this.database = database;
        this.places = SideCopyPlaces.on(database.target().platform());
    }

    /**
     * A copy.
     *
     * @param copy its name
     * @param place the same as SQL has it
     * @param source the table that it is of
     * @param what of it
     * @param migration the script that destroyed the original
     * @param run that made it
     * @param rows how many
     * @param keptAt when
     */
    public record Entry(
            String copy,
            String place,
            String source,
            String what,
            String migration,
            String run,
            long rows,
            Instant keptAt) {

        @Override
        public String toString() {
            return what + " of " + source + ", " + rows + " rows, in " + place;
        }
    }

    /**
     * All there are, the oldest first; none on a platform where none are made. Fault {@code SERVER_UNREACHABLE} where the
     * database cannot be asked.
     */
    public List<Entry> all() {
        if (!Checks.know(database.target().platform())) {
            return List.of();
        }
        try (Connection connection = database.connectReadOnly()) {
            String there = Rows.text(
                    connection,
                    THERE + (places.postgresql() ? "'" + OwnTables.KEPT + "'" : "DATABASE()"),
                    places.manifestName());
            return there.equals("0") ? List.of() : read(connection);
        } catch (SQLException e) {
            throw fault("read", e);
        }
    }

    private List<Entry> read(Connection connection) throws SQLException {
        return Rows.of(
                connection,
                "SELECT copy, place, source, what, migration, run, kept_rows, kept_at FROM " + places.manifest()
                        + " ORDER BY kept_at, copy",
                row -> new Entry(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getLong(7),
                        row.getTimestamp(8).toInstant()));
    }

    /** Drops a copy for good. */
    public void drop(Entry entry) {
        try (Connection connection = database.connect()) {
            Rows.run(connection, List.of("DROP TABLE IF EXISTS " + entry.place(), places.forget(entry.copy())));
        } catch (SQLException e) {
            throw fault("dropped", e);
        }
    }

    private Fault fault(String what, SQLException e) {
        return new Fault(
                FaultCode.SERVER_UNREACHABLE,
                "The side copies could not be " + what + ": " + DriverFaults.words(database.connecting(), e),
                "See whether the server is well, and what this user may do.");
    }
}
