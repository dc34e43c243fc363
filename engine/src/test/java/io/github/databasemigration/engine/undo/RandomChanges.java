package io.github.databasemigration.engine.undo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random tables with rows, and random changes of them, some of which nothing takes back. */
final class RandomChanges {
    private static final List<String> TYPES = List.of(
            "bigint DEFAULT 12",
            "numeric(12, 3) NOT NULL DEFAULT 1.5",
            "char(3) DEFAULT 'EUR'",
            "date DEFAULT '2020-02-29'",
            "timestamp NULL",
            "double precision",
            "boolean NOT NULL DEFAULT true",
            "text",
            "varchar(40) NOT NULL DEFAULT 'it''s'");

    private final Random random;
    private final boolean postgresql;
    private final List<String> tables = new ArrayList<>();
    private int names;

    RandomChanges(long seed, boolean postgresql) {
        this.random = new Random(seed);
        this.postgresql = postgresql;
    }

    /** What is there before. */
    List<String> schema() {
        List<String> statements = new ArrayList<>();
        if (postgresql) {
            statements.add("CREATE SCHEMA elsewhere");
        } else {
            statements.add("CREATE OR REPLACE DATABASE undo_case_elsewhere");
        }
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            String table = name("old");
            statements.add("CREATE TABLE " + table + " (id integer PRIMARY KEY, a integer"
                    + (random.nextBoolean() ? " NOT NULL" : "") + ", b varchar(20), c integer UNIQUE" + more()
                    + reference()
                    + ")");
            for (int row = 1; row <= random.nextInt(4); row++) {
                statements.add("INSERT INTO " + table + " (id, a, b, c) VALUES (" + row + ", " + row % 2 + ", 'b" + row
                        + "', " + row + ")");
            }
            if (random.nextBoolean()) {
                statements.add("CREATE INDEX " + name("idx") + " ON " + table + " (a)");
            }
            tables.add(table);
        }
        return statements;
    }

    /** To a table that is there already; no row refers to any. */
    private String reference() {
        if (tables.isEmpty() || random.nextInt(3) > 0) {
            return "";
        }
        String column = name("ref");
        return ", " + column + " integer, FOREIGN KEY (" + column + ") REFERENCES "
                + tables.get(random.nextInt(tables.size())) + " (c)";
    }

    /** Columns of other types, with and without defaults; nothing changes their rows. */
    private String more() {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < random.nextInt(4); i++) {
            columns.append(", ").append(name("more")).append(' ').append(TYPES.get(random.nextInt(TYPES.size())));
        }
        return columns.toString();
    }

    /** One to five changes of a migration. */
    List<String> migration() {
        List<String> statements = new ArrayList<>();
        int changes = 1 + random.nextInt(5);
        while (statements.size() < changes) {
            statements.add(change());
        }
        return statements;
    }

    /** A few changes, and one that destroys something. */
    List<String> destructive() {
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < random.nextInt(3); i++) {
            statements.add(change());
        }
        String table = tables.get(random.nextInt(tables.size()));
        statements.add(random.nextInt(statements.size() + 1), destruction(table));
        return statements;
    }

    private String destruction(String table) {
        return switch (random.nextInt(9)) {
            case 0 -> "DELETE FROM " + table;
            case 1 -> "DELETE FROM " + table + " WHERE a = 1 OR b IN ('b2', 'x')";
            case 2 -> "UPDATE " + table + " SET b = 'changed', c = NULL WHERE id > 1";
            case 3 -> "UPDATE " + table + " SET b = NULL";
            case 4 -> "TRUNCATE TABLE " + table;
            case 5 -> "DROP TABLE " + table;
            case 6 -> "ALTER TABLE " + table + " DROP COLUMN b";
            case 7 -> "ALTER TABLE " + table + " DROP COLUMN d";
            default -> "UPDATE " + table + " SET id = id + 10";
        };
    }

    private String change() {
        String table = tables.get(random.nextInt(tables.size()));
        return switch (random.nextInt(16)) {
            case 0, 1 -> created();
            case 2, 3 -> "ALTER TABLE " + table + " ADD COLUMN " + name("col") + " " + type();
            case 4 -> "ALTER TABLE " + table + " ADD COLUMN " + name("col") + " integer DEFAULT 7 NOT NULL";
            case 5, 6 -> "CREATE INDEX " + name("idx") + " ON " + table + " (" + column() + ")";
            case 7 -> "CREATE UNIQUE INDEX " + name("idx") + " ON " + table + " (id, " + column() + ")";
            case 8 -> "ALTER TABLE " + table + " ADD CONSTRAINT " + name("chk") + " CHECK (id > 0)";
            case 9 -> "ALTER TABLE " + table + " ADD CONSTRAINT " + name("uq") + " UNIQUE (id, a)";
            case 10 ->
                "ALTER TABLE " + table + " ADD CONSTRAINT " + name("fk") + " FOREIGN KEY (c) REFERENCES "
                        + tables.get(random.nextInt(tables.size())) + " (id)";
            case 11 -> "ALTER TABLE " + table + " RENAME COLUMN " + column() + " TO " + name("col");
            case 12 -> renamed();
            case 13 ->
                postgresql
                        ? "ALTER TABLE " + table + " ALTER COLUMN a SET NOT NULL"
                        : "ALTER TABLE " + table + " ADD COLUMN IF NOT EXISTS a integer";
            case 14 ->
                postgresql
                        ? "CREATE TYPE " + name("kind") + " AS ENUM ('x', 'y')"
                        : "ALTER TABLE " + table + " ADD COLUMN " + name("col") + " integer, ADD INDEX " + name("idx")
                                + " (b)";
            default ->
                switch (random.nextInt(5)) {
                    case 0 -> "UPDATE " + table + " SET b = 'changed'";
                    case 4 -> moved(table);
                    case 1 -> "DROP TABLE IF EXISTS " + name("gone");
                    case 2 -> "CREATE TABLE IF NOT EXISTS " + table + " (id integer)";
                    default -> "ALTER TABLE " + table + " DROP COLUMN b";
                };
        };
    }

    private String created() {
        String table = name("t");
        tables.add(table);
        return "CREATE TABLE " + table + " (id integer PRIMARY KEY, a integer, b varchar(9), c integer UNIQUE)";
    }

    private String renamed() {
        int which = random.nextInt(tables.size());
        String to = name("r");
        return "ALTER TABLE " + tables.set(which, to) + " RENAME TO " + to;
    }

    /** Away, so that nothing else can be done to it. */
    private String moved(String table) {
        if (tables.size() == 1) {
            return "TRUNCATE TABLE " + table;
        }
        tables.remove(table);
        return postgresql
                ? "ALTER TABLE " + table + " SET SCHEMA elsewhere"
                : "RENAME TABLE " + table + " TO undo_case_elsewhere." + table;
    }

    private String column() {
        return List.of("a", "b", "c").get(random.nextInt(3));
    }

    private String type() {
        return List.of("integer", "varchar(30)", "timestamp NULL", "integer DEFAULT 5", "integer UNIQUE")
                .get(random.nextInt(5));
    }

    private String name(String kind) {
        return kind + ++names;
    }
}
