package io.github.databasemigration.engine.platform.h2;

import io.github.databasemigration.engine.platform.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Whether the user may change the schema here. */
final class H2Writable {
    private static final String OWNS = "SELECT COUNT(*) FROM INFORMATION_SCHEMA.USERS, INFORMATION_SCHEMA.SCHEMATA"
            + " WHERE USER_NAME = CURRENT_USER AND SCHEMA_NAME = CURRENT_SCHEMA"
            + " AND (IS_ADMIN OR SCHEMA_OWNER = CURRENT_USER)";
    /** Changes nothing, and is refused to users who may not change schemas: nobody else may see the rights. */
    private static final String NOTHING = "CREATE SCHEMA IF NOT EXISTS PUBLIC";

    private H2Writable() {}

    /** Why not, if not. */
    static Optional<String> refusal(H2Sessions sessions) throws SQLException {
        if (sessions.address().missing()) {
            Path folder = sessions.address().file().getParent();
            return Files.isWritable(folder) ? Optional.empty() : Optional.of("this user may not write in " + folder);
        }
        try (Connection connection = sessions.existing()) {
            if ("TRUE".equals(Rows.text(connection, "SELECT READONLY()"))) {
                return Optional.of("it is opened read-only, or its file is read-only for this process");
            }
            return "0".equals(Rows.text(connection, OWNS)) ? refusal(connection) : Optional.empty();
        }
    }

    private static Optional<String> refusal(Connection connection) {
        try {
            Rows.run(connection, List.of(NOTHING));
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of("the user is neither an administrator nor the owner of the schema");
        }
    }
}
