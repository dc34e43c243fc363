package io.github.databasemigration.engine.tool.alembic;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.engine.configuration.AlembicSettings;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.tool.ToolContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Starts the bridge in the first Python that has Alembic, and tells it where to work. */
final class AlembicStart {
    private final ToolContext context;
    private final AlembicSettings settings;
    private final Optional<PythonAhead> ahead;
    private final Database database;

    AlembicStart(ToolContext context, AlembicSettings settings, Optional<PythonAhead> ahead) {
        this.context = context;
        this.settings = settings;
        this.ahead = ahead;
        this.database = context.database();
    }

    AlembicTool.Running start() {
        if (database.target().platform().equals("h2")) {
            throw new Fault(
                    FaultCode.UNSUPPORTED,
                    "Alembic does not work with H2.",
                    "Use Flyway with H2, or Alembic with PostgreSQL, MariaDB, MySQL or SQLite.");
        }
        return introduced(ahead.flatMap(PythonAhead::take)
                .orElseGet(() -> new PythonSearch(context.files(), settings).start(password())));
    }

    private AlembicTool.Running introduced(Bridge bridge) {
        try {
            JsonNode versions = bridge.ask(introduction(), BridgeEvents.none());
            return new AlembicTool.Running(
                    bridge,
                    versions.get("alembic").asText(),
                    versions.get("sqlalchemy").asText());
        } catch (Bridge.Ended end) {
            throw end.beforeAnythingRan();
        } catch (Fault fault) {
            bridge.close();
            throw fault;
        }
    }

    private Optional<String> password() {
        return PythonAhead.password(database.connecting().credentials());
    }

    /** Goes in over standard input, for it holds the password. */
    private Map<String, Object> introduction() {
        Connecting connecting = database.connecting();
        Map<String, Object> all = new HashMap<>();
        all.put("ini", settings.ini());
        all.put("section", settings.section());
        all.put("arguments", settings.arguments());
        settings.urlVariable().ifPresent(variable -> all.put("urlVariable", variable));
        all.put("url", database.sqlAlchemyUrl());
        connecting.credentials().user().ifPresent(user -> all.put("user", user));
        password().ifPresent(secret -> all.put("password", secret));
        all.put("target", database.target().toString());
        all.put("transactionalDdl", database.transactionalDdl());
        all.put("sessionSettings", database.sessionSettings());
        database.sessionIdQuery().ifPresent(query -> all.put("sessionIdQuery", query));
        all.put("identityQuery", database.identityQuery());
        all.put("identity", identity());
        return all;
    }

    private String identity() {
        try (Connection connection = database.connectReadOnly();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(database.identityQuery())) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new Fault(
                    FaultCode.SERVER_UNREACHABLE,
                    "The identity of " + database.target() + " could not be read: "
                            + database.connecting().redactor().redact(e.getMessage()),
                    "See whether the server is well, and run the command again.");
        }
    }
}
