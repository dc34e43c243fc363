package io.github.databasemigration.engine.undo;

import io.github.databasemigration.engine.platform.OwnTables;
import io.github.databasemigration.engine.undo.UndoDraft.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is sent to a database, in the session that migrates, to make side copies and to write down what they are. */
public final class Keeping {
    private final SideCopyPlaces places;
    private final String digest;
    private final String run;

    /**
     * @param platform the database's
     * @param digest of the plan that makes the copies
     * @param run that makes them
     */
    public Keeping(String platform, String digest, String run) {
        this.places = SideCopyPlaces.on(platform);
        this.digest = digest;
        this.run = run;
    }

    /** Before the first statement of a migration. */
    public List<String> first(UndoDraft draft) {
        if (draft.kept().isEmpty()) {
            return List.of();
        }
        List<String> statements = new ArrayList<>();
        if (places.postgresql()) {
            statements.add("CREATE SCHEMA IF NOT EXISTS " + OwnTables.KEPT);
        }
        statements.add("CREATE TABLE IF NOT EXISTS " + places.manifest()
                + " (copy VARCHAR(64) NOT NULL PRIMARY KEY, place VARCHAR(200) NOT NULL, source VARCHAR(200) NOT NULL,"
                + " what VARCHAR(200) NOT NULL, migration VARCHAR(200) NOT NULL, digest VARCHAR(64) NOT NULL,"
                + " run VARCHAR(100) NOT NULL, key_columns VARCHAR(200) NOT NULL, kept_rows BIGINT NOT NULL,"
                + " checksum VARCHAR(100) NOT NULL, kept_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)");
        draft.kept().forEach(kept -> statements.addAll(kept.copy().create()));
        return statements;
    }

    /** Right before a statement. */
    public List<String> before(UndoDraft draft, Kept kept) {
        SideCopy copy = kept.copy();
        List<String> statements = new ArrayList<>(copy.fill());
        statements.add(places.forget(copy.table()));
        statements.add("INSERT INTO " + places.manifest()
                + " (copy, place, source, what, migration, digest, run, key_columns, kept_rows, checksum) SELECT "
                + List.of(
                                copy.table(),
                                copy.place(),
                                copy.source(),
                                copy.what(),
                                draft.script(),
                                digest,
                                run,
                                String.join(", ", copy.keys()))
                        .stream()
                        .map(Keeping::text)
                        .collect(Collectors.joining(", "))
                + ", count(*), " + checksum(copy) + " FROM " + copy.place() + " kept");
        return statements;
    }

    /** A sum that does not depend on the order of the rows. */
    private String checksum(SideCopy copy) {
        if (places.postgresql()) {
            return "CAST(coalesce(sum(CAST(hashtextextended(CAST(kept AS text), 0) AS numeric)), 0) AS text)";
        }
        return "COALESCE(SUM(CAST(CONV(LEFT(SHA1(CONCAT_WS(',', "
                + copy.columns().stream()
                        .map(column -> "IFNULL(SHA1(CAST(kept." + column + " AS BINARY)), '-')")
                        .collect(Collectors.joining(", "))
                + ")), 16), 16, 10) AS DECIMAL(20))), 0)";
    }

    private static String text(String text) {
        return "'" + text.replace("'", "''").replace("\\", "/") + "'";
    }
}
