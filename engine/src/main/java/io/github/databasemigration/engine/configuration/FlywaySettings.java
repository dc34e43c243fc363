package io.github.databasemigration.engine.configuration;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/**
 * {@code flyway:} in the configuration. Names and defaults are Flyway's own, except that a missing location is an error.
 *
 * @param locations folders relative to the project
 * @param callbackLocations folders with SQL callbacks; where there are any, callbacks among the migrations do not fire
 * @param schemas schemas managed, the first is the default; empty: the connection's own
 * @param table the history table
 * @param placeholders replaced in scripts
 * @param placeholderReplacement whether placeholders are replaced at all
 * @param baselineVersion the version a non-empty database without history is taken to have
 * @param baselineOnMigrate whether such a database is baselined instead of refused
 * @param outOfOrder whether migrations older than the newest applied one may run
 * @param target the version to stop at; empty: the newest
 * @param encoding of the scripts
 * @param mixed whether transactional and non-transactional statements may share a script
 */
public record FlywaySettings(
        List<String> locations,
        List<String> callbackLocations,
        List<String> schemas,
        String table,
        SortedMap<String, String> placeholders,
        boolean placeholderReplacement,
        Optional<String> baselineVersion,
        boolean baselineOnMigrate,
        boolean outOfOrder,
        Optional<String> target,
        Charset encoding,
        boolean mixed)
        implements ToolSettings {

    @Override
    public String tool() {
        return "flyway";
    }

    @Override
    public FlywaySettings withTarget(String other) {
        return new FlywaySettings(
                locations,
                callbackLocations,
                schemas,
                table,
                placeholders,
                placeholderReplacement,
                baselineVersion,
                baselineOnMigrate,
                outOfOrder,
                Optional.of(other),
                encoding,
                mixed);
    }

    @Override
    public FlywaySettings with(UnaryOperator<String> texts) {
        return new FlywaySettings(
                locations,
                callbackLocations,
                TargetName.in(schemas, texts),
                table,
                TargetName.in(placeholders, texts),
                placeholderReplacement,
                baselineVersion,
                baselineOnMigrate,
                outOfOrder,
                target,
                encoding,
                mixed);
    }
}
