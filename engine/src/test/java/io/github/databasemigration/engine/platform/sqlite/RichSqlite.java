package io.github.databasemigration.engine.platform.sqlite;

/** A schema with one of everything that SQLite has, and rows with everything that a row can hold. */
final class RichSqlite {
    static final String[] STATEMENTS = {
        """
        CREATE TABLE customer (
          id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL DEFAULT 'a''b' COLLATE NOCASE,
          cents INT CHECK (cents > -10), euros GENERATED ALWAYS AS (cents / 100.0) STORED, photo BLOB,
          UNIQUE (name, cents)
        )""",
        "CREATE TABLE \"order \"\"1\"\"\" (id INT PRIMARY KEY, customer INT REFERENCES customer (id) ON DELETE CASCADE)"
                + " WITHOUT ROWID",
        "CREATE TABLE strict_one (a ANY, b INT) STRICT",
        "CREATE INDEX named ON customer (lower(name) DESC) WHERE cents > 0",
        "CREATE VIEW rich AS SELECT * FROM customer WHERE cents > 100",
        "CREATE TRIGGER polite AFTER INSERT ON customer BEGIN UPDATE customer SET cents = 5 WHERE id = new.id; END",
        "CREATE VIRTUAL TABLE words USING fts5 (word)",
        "INSERT INTO customer (name, cents, photo) VALUES ('Ann 🦭', 1, x'00ff27'), ('),(''', NULL, NULL)",
        "INSERT INTO \"order \"\"1\"\"\" VALUES (1, 1), (2, NULL)",
        "INSERT INTO strict_one VALUES (1.5, 1), ('x', 2), (x'00', 3)",
        "INSERT INTO words VALUES ('seal')",
        "PRAGMA user_version = 7",
    };

    private RichSqlite() {}
}
