package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.rehearsal.Rehearsal;
import io.github.databasemigration.engine.report.Report;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How far a rehearsal's forecast is from the migration itself: benchmarks/rehearsal. Runs only by name. */
class ForecastBenchmark {
    private static final int ROWS = Integer.getInteger("benchmark.rows", 400_000);
    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 3);

    private static final List<String> MIGRATIONS = List.of(
            "ALTER TABLE orders ADD COLUMN note varchar(200)",
            "UPDATE orders SET note = CONCAT('order ', id)",
            "CREATE INDEX orders_by_customer ON orders (customer, id)",
            "ALTER TABLE orders ADD CONSTRAINT orders_total CHECK (total >= 0)",
            "CREATE TABLE totals AS SELECT customer, SUM(total) AS total FROM orders GROUP BY customer");

    private static final String WIDER_ON_POSTGRESQL = "ALTER TABLE orders ALTER COLUMN total TYPE numeric(14, 3)";
    private static final String WIDER_ON_MARIADB = "ALTER TABLE orders MODIFY total decimal(14, 3)";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void measure(Server server) throws SQLException {
        List<Double> off = new ArrayList<>();
        StringBuilder table = new StringBuilder("| migration | forecast | took | off |\n|---|---|---|---|\n");
        for (int round = 0; round < ROUNDS; round++) {
            Project project = shop(server, round);
            for (int version = 2; version <= MIGRATIONS.size() + 2; version++) {
                String sql = sql(server, version);
                Tool.FLYWAY.write(project.folder, version, List.of(sql));
                compare(project, sql, off, table);
            }
        }
        off.sort(Double::compare);
        System.out.println(server + ", " + ROWS + " orders, " + ROUNDS + " rounds\n\n" + table
                + String.format(
                        Locale.ROOT,
                        "%nmedian: off by %.0f %%%n",
                        (off.get((off.size() - 1) / 2) + off.get(off.size() / 2)) / 2));
    }

    private static void compare(Project project, String sql, List<Double> off, StringBuilder table) {
        Report rehearsed = Rehearse.run(
                project.order(), new Rehearse.Options(Optional.empty(), false, Approval.NONE), RunListener.NONE);
        assertThat(rehearsed.failure()).isEmpty();
        Rehearsal rehearsal = rehearsed.rehearsal().orElseThrow();
        Report run = project.migrate();
        assertThat(run.failure()).isEmpty();
        Duration took = run.migrations().get(0).took();
        double percent = 100.0 * Math.abs(rehearsal.forecast().toNanos() - took.toNanos()) / took.toNanos();
        off.add(percent);
        table.append(String.format(
                Locale.ROOT,
                "| `%s` | %d ms | %d ms | %.0f %% |%n",
                sql,
                rehearsal.forecast().toMillis(),
                took.toMillis(),
                percent));
    }

    private static String sql(Server server, int version) {
        return version - 2 < MIGRATIONS.size()
                ? MIGRATIONS.get(version - 2)
                : server == Server.POSTGRESQL ? WIDER_ON_POSTGRESQL : WIDER_ON_MARIADB;
    }

    private Project shop(Server server, int round) throws SQLException {
        Project project = new Project(folder.resolve(server + "-" + round), Tool.FLYWAY, server);
        Tool.FLYWAY.write(
                project.folder,
                1,
                List.of("CREATE TABLE orders (id integer PRIMARY KEY, customer integer, total decimal(10, 2))"));
        assertThat(project.migrate().failure()).isEmpty();
        String numbers = server == Server.POSTGRESQL
                ? "SELECT n, n % 1000, n % 500 FROM generate_series(1, " + ROWS + ") AS s (n)"
                : "SELECT seq, seq % 1000, seq % 500 FROM seq_1_to_" + ROWS;
        try (Connection connection = project.database.connect()) {
            Rows.run(connection, List.of("INSERT INTO orders " + numbers));
        }
        return project;
    }
}
