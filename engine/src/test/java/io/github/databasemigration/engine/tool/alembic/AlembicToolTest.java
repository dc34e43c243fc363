package io.github.databasemigration.engine.tool.alembic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.tool.MigrationFailure;
import io.github.databasemigration.engine.tool.ToolState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shop of the examples, on every platform. */
class AlembicToolTest {
    private static final String[] CUSTOMERS = {
        "INSERT INTO customer (id, email, full_name) VALUES (1, 'a@example.org', 'Ada King')",
        "INSERT INTO customer (id, email, full_name) VALUES (2, 'g@example.org', 'Grace Brewster Hopper')",
        "INSERT INTO product (id, sku, name, price_cents) VALUES (1, 'tea', 'Tea', 350)",
        "INSERT INTO orders (id, customer_id) VALUES (1, 2)",
        "INSERT INTO order_line (order_id, product_id, quantity, price_cents) VALUES (1, 1, 3, 300)"
    };

    @TempDir
    Path temporary;

    @ParameterizedTest
    @EnumSource
    void plansTheWholeShopWithoutTouchingTheDatabase(Server server) {
        AlembicProject project = AlembicProject.shop(server, temporary);
        try (AlembicTool tool = project.tool()) {
            ToolState state = tool.inspect();

            assertThat(state.current()).isEmpty();
            assertThat(state.target()).contains("d95e");
            assertThat(state.applied()).isEmpty();
            assertThat(state.pending())
                    .extracting(PlannedMigration::label)
                    .containsExactly("4f1c", "8a20", "b7d3", "d95e");
            assertThat(state.pending())
                    .allSatisfy(migration -> assertThat(migration.kind()).isEqualTo(MigrationKind.UPGRADE))
                    .allSatisfy(
                            migration -> assertThat(migration.transactional()).isEqualTo(server.transactionalDdl()));
            assertThat(state.pending().get(0).script()).isEqualTo("migrations/versions/4f1c_customers_and_products.py");
            assertThat(state.pending().get(0).statements())
                    .satisfiesExactly(
                            first -> assertThat(first)
                                    .startsWith("CREATE TABLE customer")
                                    .doesNotEndWith(";"),
                            second -> assertThat(second).startsWith("CREATE TABLE product"));
            assertThat(tool.ownTables()).containsExactly("alembic_version");
        }
        assertThat(temporary.resolve("shop.db")).doesNotExist();
        assertThat(project.hasTable("alembic_version")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void migratesFromEmptyInTransactionsOfEach(Server server) {
        AlembicProject project = AlembicProject.shop(server, temporary);

        Heard heard = project.migrate(TransactionMode.EACH);

        String how = server.transactionalDdl() ? "" : " without transaction";
        assertThat(heard.steps())
                .containsExactly(
                        "started 4f1c" + how,
                        "finished 4f1c",
                        "started 8a20" + how,
                        "finished 8a20",
                        "started b7d3" + how,
                        "finished b7d3",
                        "started d95e" + how,
                        "finished d95e");
        assertThat(heard.all("sending")).noneMatch(sql -> sql.contains("alembic_version"));
        assertThat(heard.all("sending"))
                .hasSameSizeAs(heard.lines.stream()
                        .filter(line -> line.startsWith("sent"))
                        .toList());
        assertThat(heard.all("session")).hasSize(server == Server.SQLITE ? 0 : 1);
        assertThat(project.revision()).isEqualTo("d95e");
        assertThat(project.hasTable("orders")).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void migratesWithDataFromPartWayAndVerifies(Server server) {
        AlembicProject project = AlembicProject.shop(server, temporary).target("8a20");
        project.migrate(TransactionMode.EACH);
        project.database.execute(CUSTOMERS);

        project.target("head");
        try (AlembicTool tool = project.tool()) {
            ToolState state = tool.inspect();
            assertThat(state.current()).contains("8a20");
            assertThat(state.applied())
                    .extracting(applied -> applied.version().orElseThrow())
                    .containsExactly("4f1c", "8a20");
            Heard heard = new Heard();
            tool.migrate(state.pending(), TransactionMode.ALL, heard);
            tool.validate();

            assertThat(heard.lines).contains("sent 1");
            assertThat(tool.inspect().pending()).isEmpty();
            assertThat(tool.inspect().current()).contains("d95e");
        }
        assertThat(project.database.query("SELECT family_name FROM customer WHERE id = 2"))
                .isEqualTo("Hopper");
        assertThat(project.database.query("SELECT total_cents FROM orders")).isEqualTo("900");
    }

    @ParameterizedTest
    @EnumSource
    void doesNothingWhereNothingIsPending(Server server) {
        AlembicProject project = AlembicProject.shop(server, temporary);
        project.migrate(TransactionMode.EACH);

        assertThat(project.migrate(TransactionMode.EACH).lines).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingOfTheFailedMigrationWhereThePlatformCan(Server server) {
        AlembicProject project = AlembicProject.shop(server, temporary)
                .revision(
                        "bad1",
                        "'d95e'",
                        "op.create_table('coupon', sa.Column('code', sa.String(9)))\n"
                                + "op.execute(\"INSERT INTO coupon VALUES ('WELCOME')\")\n"
                                + "op.execute('INSERT INTO no_such_table VALUES (1)')",
                        "pass");
        Heard heard = new Heard();
        try (AlembicTool tool = project.tool()) {
            List<PlannedMigration> planned = tool.inspect().pending();
            assertThatThrownBy(() -> tool.migrate(planned, TransactionMode.EACH, heard))
                    .isInstanceOfSatisfying(MigrationFailure.class, failure -> {
                        assertThat(failure.label()).isEqualTo("bad1");
                        assertThat(failure).hasMessageContaining("no_such_table");
                        assertThat(failure).hasMessageContaining("migrations/versions/bad1.py:9");
                    });
            assertThat(tool.inspect().current()).contains("d95e");
        }
        assertThat(heard.lines.get(heard.lines.size() - 1))
                .startsWith("refused ")
                .contains("no_such_table");
        assertThat(heard.steps()).endsWith("started bad1" + (server.transactionalDdl() ? "" : " without transaction"));
        assertThat(project.hasTable("coupon")).isEqualTo(!server.transactionalDdl());
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE"})
    void takesEverythingBackWhereAllIsOneTransaction(Server server) {
        AlembicProject project = AlembicProject.shop(server, temporary)
                .revision("bad1", "'d95e'", "op.execute('INSERT INTO no_such_table VALUES (1)')", "pass");

        assertThatThrownBy(() -> project.migrate(TransactionMode.ALL))
                .isInstanceOfSatisfying(MigrationFailure.class, failure -> assertThat(failure.label())
                        .isEqualTo("bad1"));

        assertThat(project.hasTable("customer")).isFalse();
        try (AlembicTool tool = project.tool()) {
            assertThat(tool.inspect().current()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesDownAsItPlanned(Server server) {
        AlembicProject project = AlembicProject.shop(server, temporary);
        project.migrate(TransactionMode.EACH);
        Heard heard = new Heard();
        try (AlembicTool tool = project.tool()) {
            List<PlannedMigration> down = tool.planDown("8a20");
            assertThat(down).extracting(PlannedMigration::label).containsExactly("d95e", "b7d3");
            assertThat(down)
                    .allSatisfy(step -> assertThat(step.kind()).isEqualTo(MigrationKind.DOWNGRADE))
                    .allSatisfy(step -> assertThat(step.irreversible()).contains("drops a column"));
            assertThat(down.get(0).statements()).hasSize(2);

            tool.migrateDown("8a20", down, TransactionMode.EACH, heard);

            assertThat(tool.inspect().current()).contains("8a20");
        }
        assertThat(heard.all("finished")).containsExactly("d95e", "b7d3");
        assertThatThrownBy(() -> project.database.query("SELECT total_cents FROM orders"))
                .hasMessageContaining("total_cents");
    }
}
