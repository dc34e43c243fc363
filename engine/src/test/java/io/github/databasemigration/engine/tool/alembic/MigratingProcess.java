package io.github.databasemigration.engine.tool.alembic;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.testkit.Canary;
import io.github.databasemigration.testkit.TestDatabase;
import java.nio.file.Path;

/** A process that migrates and is killed meanwhile. */
final class MigratingProcess {
    private MigratingProcess() {}

    /** Folder of the project, JDBC URL, user. */
    public static void main(String[] arguments) {
        TestDatabase database = new TestDatabase(arguments[1], arguments[2], arguments[2], Canary.PASSWORD);
        AlembicProject.at(Path.of(arguments[0]), database).migrate(TransactionMode.EACH);
    }
}
