package io.github.databasemigration.engine.platform.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Reached;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSchemaTest {
    @TempDir
    Path folder;

    private Path file;
    private Database database;

    @BeforeEach
    void create() {
        file = folder.resolve("shop.db");
        database = open("jdbc:sqlite:" + file);
        Reached.execute(database, RichSqlite.STATEMENTS);
    }

    private static Database open(String url) {
        return new SqlitePlatform().open(Reached.connecting(url));
    }

    @Test
    void namesEveryObject() {
        assertThat(database.schema(Set.of()).keySet())
                .contains(
                        "table customer",
                        "table order \"1\"",
                        "table strict_one",
                        "table words",
                        "index named",
                        "view rich",
                        "trigger polite")
                .noneMatch(name -> name.contains("sqlite_"));
    }

    @Test
    void aChangeShowsAndRowsDoNot() {
        SortedMap<String, String> before = database.schema(Set.of());
        Reached.execute(database, "INSERT INTO customer (name) VALUES ('x')", "ANALYZE", "VACUUM");
        assertThat(database.schema(Set.of())).isEqualTo(before);
        Reached.execute(database, "ALTER TABLE customer ADD COLUMN x");
        SortedMap<String, String> after = database.schema(Set.of());
        assertThat(after).isNotEqualTo(before);
        after.put("table customer", before.get("table customer"));
        assertThat(after).isEqualTo(before);
    }

    @Test
    void ignoredTablesAreLeftOutWithAllThatBelongsToThem() {
        assertThat(database.schema(Set.of("CUSTOMER")).keySet())
                .contains("table strict_one")
                .doesNotContain("table customer", "index named", "trigger polite");
    }

    @Test
    void countsRows() {
        assertThat(database.rowCounts())
                .containsEntry("customer", 2L)
                .containsEntry("order \"1\"", 2L)
                .containsEntry("strict_one", 3L)
                .doesNotContainKey("sqlite_sequence");
    }

    @Test
    void whatCannotBeWrittenIsRefused() throws IOException {
        assertThat(Reached.fault(FaultCode.READ_ONLY, () -> open("jdbc:sqlite:file:" + file + "?mode=ro")
                        .checkWritable()))
                .hasMessageContaining(file.toString());
        Database other = open("jdbc:sqlite:" + folder.resolve("new.db"));
        other.checkWritable();
        assertThat(folder.resolve("new.db")).doesNotExist();
        assertThat(Files.list(folder)).containsExactly(file);
    }
}
