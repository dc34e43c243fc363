package io.github.databasemigration.engine.tool.liquibase;

import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.OwnWork;
import io.github.databasemigration.engine.tool.liquibase.bridge.Bridge;
import io.github.databasemigration.engine.tool.liquibase.bridge.BridgeFailure;
import io.github.databasemigration.engine.tool.liquibase.bridge.Changelog;
import io.github.databasemigration.engine.tool.liquibase.bridge.ChangelogSource;
import io.github.databasemigration.engine.tool.liquibase.bridge.KnownChangeSet;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** One look at changelog and database, in one session that cannot change anything. */
record Look(Changelog changelog, Recording recording, List<KnownChangeSet> changeSets) {
    /** What is made of it while the session lasts. */
    @FunctionalInterface
    interface Making<T> {
        T of(Look look);
    }

    static <T> T at(Database database, Bridge bridge, ChangelogSource source, Making<T> making) {
        try (Connection connection = database.connectReadOnly();
                var cancellable = OwnWork.cancellable(database, connection)) {
            Recording recording =
                    new Recording(connection, database.connecting().cancellation());
            try (Changelog changelog = bridge.open(recording.connection(), source)) {
                return making.of(new Look(changelog, recording, changelog.changeSets()));
            }
        } catch (BridgeFailure e) {
            throw new ToolFaults(database).of(e);
        } catch (SQLException e) {
            throw new ToolFaults(database).of(e);
        }
    }
}
