package io.github.databasemigration.engine.tool.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.tool.MigrationFailure;
import io.github.databasemigration.engine.verification.ApplicationChecks;
import io.github.databasemigration.engine.verification.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The example in examples/flyway-shop, the same files on every platform. */
class ShopExampleTest {
    private static final String BROKEN = "V5__one_account_per_email.sql";

    @TempDir
    Path folder;

    private Project shop(Server server) {
        return Project.ofExample("flyway-shop", folder, server.open(folder));
    }

    @ParameterizedTest
    @EnumSource
    void goesFromNothingToVersionFourAndPassesItsOwnChecks(Server server) {
        Project shop = shop(server);
        assertThat(shop.migrate().finished()).containsExactly("1", "2", "3", "4", "R__order_totals.sql");
        assertThat(shop.text("SELECT total_cents FROM order_totals WHERE order_id = 1001"))
                .isEqualTo("3830");
        assertThat(shop.text("SELECT name FROM customers WHERE id = 2")).isEqualTo("Björn Åkesson");
        List<Check> checks = ApplicationChecks.read(folder.resolve("verify"), shop.database())
                .run(RunListener.NONE);
        assertThat(checks).hasSize(3);
        assertThat(ApplicationChecks.verdict(checks)).isEmpty();
        shop.tool().validate();
        shop.assertFlywayAgrees();
    }

    @ParameterizedTest
    @EnumSource
    void itsBrokenMigrationFailsHalfWay(Server server) throws IOException {
        Project shop = shop(server);
        shop.migrate();
        Files.copy(
                folder.resolve("broken").resolve(BROKEN),
                folder.resolve("db/migration").resolve(BROKEN));
        PlannedMigration planned = shop.inspect().pending().get(0);
        assertThat(planned.statements()).hasSize(5);
        assertThat(planned.irreversible()).containsExactly("overwrites values in all rows of a table", "deletes rows");
        Recorder recorder = new Recorder();
        MigrationFailure failure =
                catchThrowableOfType(MigrationFailure.class, () -> shop.migrate(TransactionMode.EACH, recorder));
        assertThat(failure.label()).isEqualTo("5");
        assertThat(failure).hasMessageContaining(BROKEN + " line 9");
        assertThat(recorder.heard).filteredOn("done"::equals).hasSize(3);
        String stocked = shop.text("SELECT COUNT(*) FROM stock");
        assertThat(stocked).isEqualTo(server.transactionalDdl() ? "4" : "3");
        assertThat(shop.text("SELECT email FROM customers WHERE id = 4"))
                .isEqualTo(server.transactionalDdl() ? "Ann.Lee@example.org" : "ann.lee@example.org");
        assertThat(shop.inspect().failed()).isEqualTo(server.transactionalDdl() ? List.of() : List.of("5"));
        assertThat(shop.inspect().current()).contains("4");
    }
}
