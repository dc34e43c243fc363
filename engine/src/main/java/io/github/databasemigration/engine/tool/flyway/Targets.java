package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/** The version to stop at, in Flyway's spelling: a version, a version with a question mark, or one of three words. */
final class Targets {
    private static final Set<String> WORDS = Set.of("latest", "next", "current");
    /** After it, a target that does not exist is no error. */
    private static final String LENIENT = "?";

    private Targets() {}

    /** As Flyway is told: without its own check, which {@link #check} makes in better words. */
    static String forFlyway(String target) {
        if (WORDS.contains(target.toLowerCase(Locale.ROOT))) {
            return target;
        }
        return version(target).getVersion() + LENIENT;
    }

    /** Fault {@code TARGET_UNKNOWN} if no migration, pending or applied, has the version. */
    static void check(String target, MigrationInfo[] migrations) {
        if (WORDS.contains(target.toLowerCase(Locale.ROOT)) || target.endsWith(LENIENT)) {
            return;
        }
        MigrationVersion version = version(target);
        Optional<MigrationVersion> newest = Optional.empty();
        for (MigrationInfo migration : migrations) {
            if (version.equals(migration.getVersion())) {
                return;
            }
            newest = newer(newest, migration.getVersion());
        }
        throw unknown(
                target, newest.map(found -> "; the newest is " + found + ".").orElse("."));
    }

    private static Optional<MigrationVersion> newer(Optional<MigrationVersion> one, MigrationVersion other) {
        return Arrays.asList(one.orElse(null), other).stream()
                .filter(Objects::nonNull)
                .max(MigrationVersion::compareTo);
    }

    private static MigrationVersion version(String target) {
        try {
            return MigrationVersion.fromVersion(target.replace(LENIENT, ""));
        } catch (FlywayException e) {
            throw unknown(target, ".");
        }
    }

    private static Fault unknown(String target, String end) {
        return new Fault(
                FaultCode.TARGET_UNKNOWN,
                "No migration has the version " + target + ", which is the target" + end,
                "Correct the target, or add the migration.");
    }
}
