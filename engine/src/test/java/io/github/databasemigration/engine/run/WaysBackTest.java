package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.configuration.Environment.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WaysBackTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void recommendsTheBackupUntilSomethingIsWritten(Server server) throws IOException {
        Project project = new Project(folder, Tool.FLYWAY, server).good(1, 1);
        project.verification = Verification.RESTORE;
        assertThat(project.migrate().done()).isTrue();
        Tool.FLYWAY.write(folder, 2, List.of("CREATE TABLE t2 (id INTEGER PRIMARY KEY)"));
        assertThat(project.migrate().done()).isTrue();

        WaysBack quiet = WaysBack.look(project.order(), Optional.empty());

        WayBack scripts = quiet.ways().get(0);
        WayBack backup = quiet.ways().get(1);
        assertThat(scripts.goal()).isEqualTo(backup.goal()).contains("1");
        assertThat(scripts.closed()).contains("There is no way down to 1: nothing undoes V2__t2.sql.");
        assertThat(backup.open()).isTrue();
        assertThat(backup.loses()).isEmpty();
        assertThat(backup.takes()).isPresent();
        assertThat(quiet.recommended()).contains(WayBack.Kind.BACKUP);

        Files.writeString(folder.resolve("migrations/U2__t2.sql"), "DROP TABLE t2;");
        project.database.execute("INSERT INTO t1 VALUES (7)");
        WaysBack written = WaysBack.look(project.order(), Optional.empty());

        assertThat(written.ways().get(0).by()).containsExactly("U2__t2.sql");
        assertThat(written.ways().get(0).loses()).containsExactly("U2__t2.sql drops a table");
        assertThat(written.ways().get(1).loses())
                .singleElement()
                .asString()
                .endsWithIgnoringCase("t1: 1 rows more than in the backup");
        assertThat(written.recommended()).contains(WayBack.Kind.SCRIPTS);
    }

    @Test
    void findsAlembicsDowngradesAndTheBackupOfAVersion() {
        Project project = new Project(folder, Tool.ALEMBIC, Server.SQLITE).good(1, 1);
        assertThat(project.migrate().done()).isTrue();
        assertThat(project.good(2, 3).migrate().done()).isTrue();

        WaysBack ways = WaysBack.look(project.order(), Optional.of("v1"));

        assertThat(ways.version()).contains("v3");
        assertThat(ways.ways()).extracting(WayBack::kind).containsExactly(WayBack.Kind.SCRIPTS, WayBack.Kind.BACKUP);
        assertThat(ways.ways()).allMatch(WayBack::open).allMatch(way -> way.goal()
                .equals(Optional.of("v1")));
        assertThat(ways.ways().get(0).by()).hasSize(2);
        assertThat(ways.ways().get(0).command()).endsWith("--environment test --to-version v1");
    }

    @Test
    void saysWhereThereIsNoWay() {
        Project project = new Project(folder, Tool.FLYWAY, Server.H2).good(1, 2);
        project.backup = false;
        assertThat(project.migrate().done()).isTrue();

        WaysBack ways = WaysBack.look(project.order(), Optional.empty());

        assertThat(ways.ways())
                .singleElement()
                .matches(way -> !way.open() && way.goal().equals(Optional.of("1")));
        assertThat(ways.recommended()).isEmpty();
    }
}
