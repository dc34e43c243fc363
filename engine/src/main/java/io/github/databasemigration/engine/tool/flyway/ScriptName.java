package io.github.databasemigration.engine.tool.flyway;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Event;

/**
 * A file name read by Flyway's rules, with Flyway's default prefixes and separator.
 *
 * @param kind what the prefix says
 * @param version of versioned, baseline and undo scripts
 * @param description what follows the two underscores, underscores read as spaces
 * @param event of callbacks
 */
record ScriptName(Kind kind, Optional<MigrationVersion> version, String description, Optional<Event> event) {
    private static final String SEPARATOR = "__";
    private static final String SUFFIX = ".sql";
    /** One underscore, or a prefix in the wrong case: the two slips that make Flyway pass over a file. */
    private static final Pattern SLIP = Pattern.compile("([VvBbUu])(\\d[\\d._]*?)_+(\\D.*)");

    /** What the prefix of a file says that it is. */
    enum Kind {
        VERSIONED("V"),
        BASELINE("B"),
        UNDO("U"),
        REPEATABLE("R"),
        CALLBACK("");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        private boolean hasVersion() {
            return this == VERSIONED || this == BASELINE || this == UNDO;
        }
    }

    /** The name cannot be read; the message says why, and {@link #advice} how it should be. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        private final String advice;

        private Malformed(String why, String advice) {
            super(why);
            this.advice = advice;
        }

        String advice() {
            return advice;
        }
    }

    static boolean isSql(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(SUFFIX);
    }

    static ScriptName parse(String fileName) throws Malformed {
        String name = fileName.substring(0, fileName.length() - SUFFIX.length());
        Optional<Event> event = Stream.of(Event.values())
                .filter(candidate -> name.startsWith(candidate.getId()))
                .max(Comparator.comparing(candidate -> candidate.getId().length()));
        Optional<Kind> kind = event.map(e -> Kind.CALLBACK).or(() -> Stream.of(Kind.values())
                .filter(candidate -> candidate != Kind.CALLBACK && name.startsWith(candidate.prefix))
                .findFirst());
        if (kind.isEmpty()) {
            throw new Malformed("has no prefix that Flyway knows", advice(fileName, name));
        }
        String rest = name.substring(
                event.map(Event::getId).orElseGet(() -> kind.get().prefix).length());
        int separator = rest.indexOf(SEPARATOR);
        String version = separator < 0 ? rest : rest.substring(0, separator);
        String description = separator < 0 ? "" : rest.substring(separator + SEPARATOR.length());
        return new ScriptName(
                kind.get(), version(fileName, name, kind.get(), version), description.replace('_', ' '), event);
    }

    private static Optional<MigrationVersion> version(String fileName, String name, Kind kind, String version)
            throws Malformed {
        if (!kind.hasVersion()) {
            if (!version.isEmpty()) {
                throw new Malformed("has \"" + version + "\" where nothing may be", advice(fileName, name));
            }
            return Optional.empty();
        }
        try {
            if (!version.isEmpty()) {
                return Optional.of(MigrationVersion.fromVersion(version));
            }
        } catch (FlywayException notAVersion) {
            // The same advice as for a name without version.
        }
        throw new Malformed("has no version that can be read", advice(fileName, name));
    }

    private static String advice(String fileName, String name) {
        Matcher slip = SLIP.matcher(name);
        String example = slip.matches()
                ? slip.group(1).toUpperCase(Locale.ROOT) + slip.group(2) + SEPARATOR + slip.group(3) + SUFFIX
                : "V1__what_it_does.sql";
        return "Rename it (two underscores after the version: " + example + ") or move " + fileName
                + " out of the migration folders.";
    }
}
