package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.databasemigration.engine.configuration.Environment.Keep;
import io.github.databasemigration.engine.configuration.Environment.UndoPolicy;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.rehearsal.Snapshot;
import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.engine.undo.SideCopyStore;
import io.github.databasemigration.engine.undo.SideCopyStore.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a migration destroys is copied aside, and its undo puts it back. */
class SideCopiesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void areMadeByTheRunAndPutBackByTheGeneratedUndo(Server server) {
        Project project = shop(server, Tool.FLYWAY);
        Tool.FLYWAY.write(
                folder,
                2,
                List.of("DELETE FROM line WHERE id > 1", "ALTER TABLE item DROP COLUMN note", "DROP TABLE gone"));
        Snapshot before = look(project);

        assertThat(GenerateUndo.run(project.order()))
                .singleElement()
                .matches(generated -> generated.file().isPresent(), "complete");
        Report rehearsed = Rehearse.run(
                project.order(), new Rehearse.Options(Optional.empty(), true, Approval.NONE), RunListener.NONE);
        assertThat(rehearsed.failure()).isEmpty();
        assertThat(project.migrate().failure()).isEmpty();

        assertThat(store(project).all())
                .extracting(Entry::what, Entry::rows, Entry::migration)
                .containsExactlyInAnyOrder(
                        tuple("rows", 2L, "V2__t2.sql"),
                        tuple("column note", 2L, "V2__t2.sql"),
                        tuple("table", 1L, "V2__t2.sql"));
        assertThat(look(project).schema()).doesNotContainKey("schema database_migration_kept");
        assertThat(SchemaDrift.look(project.order()).none()).isTrue();
        Report down = Migrate.run(
                project.order(), new Migrate.Options(Approval.NONE, Direction.down("1"), false), RunListener.NONE);
        assertThat(down.failure()).isEmpty();
        assertThat(before.differences(look(project))).isEmpty();
        assertThat(store(project).all()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"ALEMBIC", "LIQUIBASE"})
    void areMadeForOtherToolsToo(Tool tool) {
        Project project = shop(Server.POSTGRESQL, tool);
        tool.write(folder, 2, List.of("DELETE FROM line WHERE id > 1"));

        assertThat(project.migrate().failure()).isEmpty();

        assertThat(store(project).all()).singleElement().satisfies(entry -> {
            assertThat(entry.rows()).isEqualTo(2);
            assertThat(project.database.query("SELECT sum(id) FROM " + entry.place()))
                    .isEqualTo("5");
        });
    }

    @Test
    void areNotThereWhenTheMigrationIsNot() {
        Project project = shop(Server.POSTGRESQL, Tool.FLYWAY);
        Tool.FLYWAY.write(folder, 2, List.of("DELETE FROM line", "INSERT INTO nowhere VALUES (1)"));

        assertThat(project.migrate().failure()).isPresent();

        assertThat(store(project).all()).isEmpty();
        assertThat(project.database.query("SELECT count(*) FROM line")).isEqualTo("3");
    }

    @Test
    void letNothingBeDestroyedThatCannotBePutBackWhereTheyAreDemanded() {
        Project project = shop(Server.POSTGRESQL, Tool.FLYWAY);
        project.undo = new UndoPolicy(Keep.REQUIRED, 1000, Duration.ofDays(30));
        Tool.FLYWAY.write(folder, 2, List.of("DELETE FROM line USING item WHERE item.id = line.id"));

        Report refused = project.migrate();

        assertThat(refused.outcome()).isEqualTo("UNSUPPORTED");
        assertThat(refused.failure().orElseThrow().message())
                .contains("V2__t2.sql would destroy something that is not kept");
        assertThat(project.database.query("SELECT count(*) FROM line")).isEqualTo("3");
    }

    @Test
    void goWhenTheyWereKeptLongEnough() {
        Project project = shop(Server.MARIADB, Tool.FLYWAY);
        Tool.FLYWAY.write(folder, 2, List.of("DELETE FROM line"));
        assertThat(project.migrate().failure()).isEmpty();
        assertThat(store(project).all()).hasSize(1);
        project.undo = new UndoPolicy(Keep.POSSIBLE, 1000, Duration.ZERO);
        Tool.FLYWAY.write(folder, 3, List.of("DELETE FROM item"));

        assertThat(project.migrate().failure()).isEmpty();

        assertThat(store(project).all()).singleElement().matches(entry -> entry.migration()
                .equals("V3__t3.sql"));
    }

    private Project shop(Server server, Tool tool) {
        Project project = new Project(folder, tool, server);
        project.undo = new UndoPolicy(Keep.POSSIBLE, 1000, Duration.ofDays(30));
        tool.write(
                folder,
                1,
                List.of(
                        "CREATE TABLE line (id integer PRIMARY KEY, a varchar(20))",
                        "INSERT INTO line VALUES (1, 'x'), (2, 'it''s'), (3, NULL)",
                        "CREATE TABLE item (id integer PRIMARY KEY, note varchar(20) DEFAULT 'n' NOT NULL)",
                        "INSERT INTO item VALUES (1, 'one'), (2, 'two')",
                        "CREATE TABLE gone (id integer PRIMARY KEY, total decimal(10,2) DEFAULT 1.5)",
                        "CREATE INDEX gone_total ON gone (total)",
                        "INSERT INTO gone VALUES (1, 7.25)"));
        assertThat(project.migrate().failure()).isEmpty();
        return project;
    }

    private static SideCopyStore store(Project project) {
        return new SideCopyStore(Workbench.reach(project.order()));
    }

    private static Snapshot look(Project project) {
        Database database = Workbench.reach(project.order());
        return Snapshot.of(database, Set.of("flyway_schema_history", "alembic_version"));
    }
}
