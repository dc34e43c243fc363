package io.jenkins.plugins.databasemigration.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.Map;

/**
 * A plan as the command line wrote it, as far as pages show it; docs/report.md explains every field.
 *
 * @param fleet of which it is a summary; null where it is for one database
 */
public record Plan(
        String environment,
        String tool,
        String toolVersion,
        @CheckForNull Target target,
        @CheckForNull String currentVersion,
        @CheckForNull String targetVersion,
        String schemaFingerprint,
        Map<String, String> settings,
        List<String> repairs,
        List<Migration> migrations,
        @CheckForNull FleetPlan fleet) {

    public Plan {
        settings = settings == null ? Map.of() : settings;
        repairs = Absent.asEmpty(repairs);
        migrations = Absent.asEmpty(migrations);
    }

    /** The database, as the server told it. */
    public record Target(String platform, String server, String database, String serverVersion, String user) {}

    /** One migration that would run. */
    public record Migration(
            @CheckForNull String version,
            String description,
            String script,
            String sha256,
            List<String> statements,
            @CheckForNull String noPreview,
            boolean transactional,
            List<String> irreversible) {

        private static final int GLANCE = 15;

        public Migration {
            statements = Absent.asEmpty(statements);
            irreversible = Absent.asEmpty(irreversible);
        }

        /** Whether its SQL is short enough to be read at a glance. */
        public boolean brief() {
            return statements.stream().flatMap(String::lines).limit(GLANCE + 1).count() <= GLANCE;
        }

        /** A statement in pieces of a colour. */
        public List<SqlTokens.Token> tokens(String statement) {
            return SqlTokens.of(statement);
        }

        /** The version, or the script's name where there is none. */
        public String label() {
            return version == null ? script : version;
        }
    }
}
