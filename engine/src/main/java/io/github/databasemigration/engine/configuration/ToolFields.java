package io.github.databasemigration.engine.configuration;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** The fields outside the environments: the tools' and the application's checks. */
final class ToolFields {
    /** The tools there are. */
    enum Tool {
        FLYWAY,
        ALEMBIC,
        LIQUIBASE;

        /** Its part of the file. */
        String section() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final Field<Tool> TOOL = new Field<>(
            "tool",
            Kinds.choice(
                    "flyway, alembic or liquibase",
                    Map.of("flyway", Tool.FLYWAY, "alembic", Tool.ALEMBIC, "liquibase", Tool.LIQUIBASE)));
    /** The target of whichever tool it is. */
    static final Field<String> TARGET = new Field<>("target", Kinds.version("a version, a label or a revision"));

    static final Field<String> VERIFY = new Field<>("verify", Kinds.text("the folder of the application's checks"));

    static final Field<List<String>> LOCATIONS = new Field<>("flyway.locations", folders());
    static final Field<List<String>> CALLBACK_LOCATIONS = new Field<>("flyway.callbackLocations", folders());
    static final Field<List<String>> SCHEMAS =
            new Field<>("flyway.schemas", new Kind.Many("names of schemas", Kinds.text("the name of a schema")));
    static final Field<String> TABLE_NAME = new Field<>("flyway.table", Kinds.text("the name of a table"));
    static final Field<SortedMap<String, String>> PLACEHOLDERS =
            new Field<>("flyway.placeholders", new Kind.Named("values by name", Kinds.value(), List.of()));
    static final Field<Boolean> PLACEHOLDER_REPLACEMENT = new Field<>("flyway.placeholderReplacement", Kinds.flag());
    static final Field<String> BASELINE_VERSION =
            new Field<>("flyway.baselineVersion", Kinds.version("a version such as 2.1"));
    static final Field<Boolean> BASELINE_ON_MIGRATE = new Field<>("flyway.baselineOnMigrate", Kinds.flag());
    static final Field<Boolean> OUT_OF_ORDER = new Field<>("flyway.outOfOrder", Kinds.flag());
    static final Field<String> VERSION = new Field<>("flyway.target", Kinds.version("a version such as 2.1"));
    static final Field<Charset> ENCODING = new Field<>("flyway.encoding", Kinds.charset());
    static final Field<Boolean> MIXED = new Field<>("flyway.mixed", Kinds.flag());

    static final Field<String> INI = new Field<>("alembic.ini", Kinds.text("the path of alembic.ini"));
    static final Field<String> SECTION = new Field<>("alembic.section", Kinds.text("the name of a section of the ini"));
    static final Field<SortedMap<String, String>> ARGUMENTS =
            new Field<>("alembic.arguments", new Kind.Named("values by name", Kinds.value(), List.of()));
    static final Field<String> REVISION =
            new Field<>("alembic.target", Kinds.version("head, heads, a label or a revision"));
    static final Field<String> PYTHON = new Field<>("alembic.python", Kinds.text("the path of a Python"));
    static final Field<String> REQUIREMENTS =
            new Field<>("alembic.requirements", Kinds.text("the path of a requirements.txt"));
    static final Field<String> PACKAGE_INDEX = new Field<>(
            "alembic.packageIndex",
            Kinds.discreet("the URL of a package index, without user and password", "https?://[^\\s/@]+(/[^\\s@]*)?"));
    static final Field<String> WHEELS = new Field<>("alembic.wheels", Kinds.text("the path of a folder"));
    static final Field<String> URL_VARIABLE = new Field<>(
            "alembic.urlVariable", Kinds.discreet("the name of an environment variable", "[A-Za-z_][A-Za-z0-9_]*"));

    static final Field<String> CHANGELOG =
            new Field<>("liquibase.changelog", Kinds.text("the path of the root changelog"));
    static final Field<List<String>> SEARCH_PATH = new Field<>("liquibase.searchPath", folders());
    static final Field<String> CONTEXTS = new Field<>("liquibase.contexts", Kinds.text("a filter of contexts"));
    static final Field<String> LABELS = new Field<>("liquibase.labels", Kinds.text("a filter of labels"));
    static final Field<SortedMap<String, String>> PARAMETERS =
            new Field<>("liquibase.parameters", new Kind.Named("values by name", Kinds.value(), List.of()));
    static final Field<String> CHANGESET =
            new Field<>("liquibase.target", Kinds.version("a changeset, its id or a tag"));
    static final Field<String> LIQUIBASE_BASELINE =
            new Field<>("liquibase.baseline", Kinds.version("a changeset, its id or a tag, or base"));
    static final Field<String> JAR = new Field<>("liquibase.jar", Kinds.text("the path of a jar"));
    static final Field<String> HOME = new Field<>("liquibase.home", Kinds.text("the path of a folder"));

    static final FieldTable TABLE = new FieldTable(
            List.of(
                    TOOL,
                    TARGET,
                    VERIFY,
                    LOCATIONS,
                    CALLBACK_LOCATIONS,
                    SCHEMAS,
                    TABLE_NAME,
                    PLACEHOLDERS,
                    PLACEHOLDER_REPLACEMENT,
                    BASELINE_VERSION,
                    BASELINE_ON_MIGRATE,
                    OUT_OF_ORDER,
                    VERSION,
                    ENCODING,
                    MIXED,
                    INI,
                    SECTION,
                    ARGUMENTS,
                    REVISION,
                    PYTHON,
                    REQUIREMENTS,
                    PACKAGE_INDEX,
                    WHEELS,
                    URL_VARIABLE,
                    CHANGELOG,
                    SEARCH_PATH,
                    CONTEXTS,
                    LABELS,
                    PARAMETERS,
                    CHANGESET,
                    LIQUIBASE_BASELINE,
                    JAR,
                    HOME),
            List.of(List.of(TARGET, VERSION), List.of(TARGET, REVISION), List.of(TARGET, CHANGESET)));

    private ToolFields() {}

    private static Kind.Many folders() {
        return new Kind.Many(
                "folders, relative to this file",
                Kinds.text("a folder, relative to this file", text -> text.matches("(?!\\w{2,}:)\\S(.*\\S)?")));
    }
}
