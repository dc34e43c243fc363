package io.github.databasemigration.engine.platform.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientProgramsTest {
    private static final TestDatabase NOWHERE = new TestDatabase("jdbc:postgresql://nowhere/x", "x", "x", "x");
    private static final int INSTALLED =
            Integer.parseInt(PostgresServer.bin().getParent().getFileName().toString());

    @TempDir
    Path folder;

    @Test
    void findsThoseThatAreInstalled() {
        ClientPrograms programs = ClientPrograms.find(with(Map.of()), INSTALLED);
        assertThat(programs.version()).startsWith(INSTALLED + ".");
        assertThat(programs.paths()).containsOnlyKeys("pg_dump", "pg_restore", "psql");
    }

    @Test
    void findsTheNeighboursOfAConfiguredOne() {
        Path configured = PostgresServer.bin().resolve("pg_dump");
        ClientPrograms programs = ClientPrograms.find(with(Map.of("pg_dump", configured)), INSTALLED);
        assertThat(programs.paths())
                .containsEntry("pg_dump", configured.toString())
                .containsEntry(
                        "pg_restore", PostgresServer.bin().resolve("pg_restore").toString());
    }

    @Test
    void looksNowhereElseIfTheConfigurationNamesOne() {
        refused(with(Map.of("pg_dump", folder.resolve("pg_dump"))), INSTALLED, FaultCode.BACKUP_TOOL_MISSING);
    }

    @Test
    void refusesThoseThatAreOlderThanTheServer() {
        refused(with(Map.of()), INSTALLED + 1, FaultCode.BACKUP_TOOL_TOO_OLD);
    }

    @Test
    void refusesAMixtureOfVersions() throws IOException {
        for (String name : new String[] {"pg_dump", "pg_restore", "psql"}) {
            String version = name.equals("psql") ? "15.1" : "15.2";
            Path program = Files.writeString(
                    folder.resolve(name), "#!/bin/sh\necho '" + name + " (PostgreSQL) " + version + "'\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        refused(with(Map.of("pg_dump", folder.resolve("pg_dump"))), 15, FaultCode.BACKUP_TOOL_MISSING);
    }

    private static void refused(Connecting connecting, int serverMajor, FaultCode code) {
        assertThatThrownBy(() -> ClientPrograms.find(connecting, serverMajor))
                .isInstanceOfSatisfying(Fault.class, fault -> {
                    assertThat(fault.code()).isEqualTo(code);
                    assertThat(fault.remedy()).contains("PostgreSQL " + serverMajor);
                });
    }

    private static Connecting with(Map<String, Path> programs) {
        Connecting plain = Opened.connecting(NOWHERE);
        return new Connecting(
                plain.url(),
                plain.credentials(),
                plain.timeouts(),
                plain.holder(),
                programs,
                plain.redactor(),
                plain.cancellation());
    }
}
