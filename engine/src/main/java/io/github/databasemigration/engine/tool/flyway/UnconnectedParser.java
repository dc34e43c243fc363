package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.configuration.FlywaySettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.database.DatabaseType;
import org.flywaydb.core.internal.database.DatabaseTypeRegister;
import org.flywaydb.core.internal.parser.ParsingContext;
import org.flywaydb.core.internal.sqlscript.SqlScriptFactory;

/**
 * Flyway's parser for a kind of server that nobody is connected to. What Flyway would fill in from the server stands for
 * itself: {@code ${flyway:database}} becomes {@code flyway_database}.
 */
final class UnconnectedParser {
    private static final List<String> FROM_THE_SERVER =
            List.of("defaultSchema", "user", "database", "timestamp", "filename", "workingDirectory", "table");

    private static final List<String> SUPPORTED = List.of("PostgreSQL", "MySQL", "MariaDB", "SQLite", "H2");

    private final FluentConfiguration configuration;
    private final SqlScriptFactory scripts;

    UnconnectedParser(FlywayFactory factory, FlywaySettings settings, String url) {
        this.configuration = factory.configure(Scripts.NONE, Session.none());
        Map<String, String> placeholders = new HashMap<>();
        FROM_THE_SERVER.forEach(name -> placeholders.put("flyway:" + name, "flyway_" + name));
        placeholders.put("flyway:table", settings.table());
        placeholders.putAll(settings.placeholders());
        configuration.placeholders(placeholders);
        this.scripts = DatabaseTypeRegister.getDatabaseTypes().stream()
                .filter(DatabaseType.class::isInstance)
                .map(DatabaseType.class::cast)
                // Others speak PostgreSQL's protocol and answer to its URL.
                .filter(type -> type.handlesJDBCUrl(url) && SUPPORTED.contains(type.getName()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Flyway knows no database of this URL"))
                .createSqlScriptFactory(configuration, new ParsingContext());
    }

    /** Faults as those of {@link ScriptParser}. */
    ScriptParser.Parsed parse(Script script, Scripts all) {
        return ScriptParser.parse(script, scripts, configuration.isMixed(), all);
    }
}
