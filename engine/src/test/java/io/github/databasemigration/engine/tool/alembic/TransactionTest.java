package io.github.databasemigration.engine.tool.alembic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.tool.MigrationFailure;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations that cannot be in a transaction, and what a plan says of them. */
class TransactionTest {
    private static final String CONCURRENTLY = "with op.get_context().autocommit_block():\n"
            + "    op.execute('CREATE INDEX CONCURRENTLY customers_by_name ON customer (full_name)')";

    @TempDir
    Path temporary;

    private AlembicProject shopThen(Server server, String upgrade) {
        return AlembicProject.shop(server, temporary).revision("own", "'d95e'", upgrade, "pass");
    }

    private static PlannedMigration last(AlembicProject project) {
        try (AlembicTool tool = project.tool()) {
            var pending = tool.inspect().pending();
            return pending.get(pending.size() - 1);
        }
    }

    @Test
    void runsAnAutocommitBlockAndSaysSo() {
        AlembicProject project = shopThen(Server.POSTGRESQL, CONCURRENTLY);
        assertThat(last(project).transactional()).isFalse();
        assertThat(last(project).statements())
                .containsExactly("CREATE INDEX CONCURRENTLY customers_by_name ON customer (full_name)");

        Heard heard = project.migrate(TransactionMode.EACH);

        assertThat(heard.steps()).contains("started d95e", "started own without transaction");
        assertThat(project.revision()).isEqualTo("own");
    }

    @Test
    void refusesToPromiseAllOrNothingForAMigrationThatCommits() {
        AlembicProject project = shopThen(Server.POSTGRESQL, CONCURRENTLY);
        assertThatThrownBy(() -> project.migrate(TransactionMode.ALL))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.UNSUPPORTED))
                .hasMessageContaining("own");
        assertThat(project.hasTable("customer")).isFalse();
    }

    @Test
    void seesACommitWrittenAsSql() {
        assertThat(last(shopThen(Server.POSTGRESQL, "op.execute('COMMIT')\nop.execute('VACUUM customer')"))
                        .transactional())
                .isFalse();
    }

    @Test
    void doesNotTakeADowngradeForTheUpgrade() {
        AlembicProject project = AlembicProject.shop(Server.POSTGRESQL, temporary)
                .revision("own", "'d95e'", "op.execute('SELECT 1')", CONCURRENTLY);
        assertThat(last(project).transactional()).isTrue();
    }

    @Test
    void switchesForeignKeysOffInSqliteWhereTheMigrationWantsIt() {
        AlembicProject project = shopThen(
                        Server.SQLITE,
                        "op.execute('PRAGMA foreign_keys=OFF')\n"
                                + "with op.batch_alter_table('customer') as batch:\n"
                                + "    batch.alter_column('full_name', type_=sa.String(400))\n"
                                + "op.execute('PRAGMA foreign_keys=ON')")
                .target("d95e")
                .edit(
                        "migrations/env.py",
                        "    with engine.connect() as connection:",
                        "    from sqlalchemy import event\n"
                                + "    @event.listens_for(engine, 'connect')\n"
                                + "    def enforce(connection, record):\n"
                                + "        connection.execute('PRAGMA foreign_keys=ON')\n"
                                + "    with engine.connect() as connection:")
                .edit(
                        "migrations/versions/8a20_orders.py",
                        "\"customer.id\")",
                        "\"customer.id\", ondelete=\"CASCADE\")");
        project.migrate(TransactionMode.EACH);
        project.database.execute(
                "INSERT INTO customer (id, email, full_name) VALUES (1, 'a@example.org', 'Ada King')",
                "INSERT INTO orders (id, customer_id) VALUES (1, 1)");

        project.target("head");
        assertThat(last(project).transactional()).isFalse();
        Heard heard = project.migrate(TransactionMode.EACH);

        assertThat(heard.steps()).containsExactly("started own without transaction", "finished own");
        assertThat(project.database.query("SELECT COUNT(*) FROM orders")).isEqualTo("1");
        assertThat(project.database.query("SELECT sql FROM sqlite_master WHERE name = 'customer'"))
                .contains("VARCHAR(400)");
    }

    @Test
    void refusesAPragmaThatSqliteWouldIgnore() {
        AlembicProject project = AlembicProject.shop(Server.SQLITE, temporary)
                .write("helpers.py", "def off(op):\n    op.execute('PRAGMA foreign_keys=OFF')\n")
                .revision(
                        "own",
                        "'d95e'",
                        "import helpers\nop.create_table('t', sa.Column('a', sa.Integer))\nhelpers.off(op)",
                        "pass");
        assertThatThrownBy(() -> project.migrate(TransactionMode.EACH))
                .isInstanceOf(MigrationFailure.class)
                .hasMessageContaining("PRAGMA foreign_keys=OFF");
        assertThat(project.hasTable("t")).isFalse();
        assertThat(project.revision()).isEqualTo("d95e");
    }

    @Test
    void takesTheTransactionModeOfEnvPyBack() {
        AlembicProject project = shopThen(Server.POSTGRESQL, "op.execute('SELECT no_such_column')")
                .edit(
                        "migrations/env.py",
                        "connection=connection",
                        "connection=connection, transaction_per_migration=False, transactional_ddl=False");
        assertThatThrownBy(() -> project.migrate(TransactionMode.EACH)).isInstanceOf(MigrationFailure.class);
        assertThat(project.revision()).isEqualTo("d95e");
    }

    @Test
    void saysThatAnEngineInAutocommitProtectsNothing() {
        AlembicProject project = AlembicProject.shop(Server.POSTGRESQL, temporary)
                .edit(
                        "migrations/env.py",
                        "poolclass=pool.NullPool",
                        "poolclass=pool.NullPool, isolation_level='AUTOCOMMIT'");
        assertThat(last(project).transactional()).isFalse();
    }
}
