package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A run is ended from outside at one of its boundaries: at a message to the server, before it arrives or before its answer
 * does, or at a durable write. Whatever it was, the report of that run tells what is in the database, and after the next run
 * (and the way back, where that one asks for it) each migration was applied once, nothing is lost and no lock is left.
 *
 * <p>{@code -Dcrash.every=1} does so at every boundary of every kind, which takes hours, and prints the table of
 * docs/crash-matrix.md; without it a few are spread over the migrations.
 */
class CrashMatrixIT {
    private static final int EVERY = Integer.getInteger("crash.every", 0);

    /** Of each kind, without the property. */
    private static final int FEW = 2;

    /** A history that grows for ever would make each case slower than the one before. */
    private static final int CASES_OF_A_DATABASE = 20;

    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    /** What is ended, and at which kind of boundary. */
    enum Victim {
        /** The process, at a message. */
        ENGINE,
        /** The server with all its processes, at a message. */
        SERVER,
        /** Every connection, at a message. */
        CONNECTION,
        /** The process, after a durable write. */
        WRITE
    }

    @ParameterizedTest
    @CsvSource({"POSTGRESQL, FLYWAY", "POSTGRESQL, ALEMBIC", "MARIADB, FLYWAY", "MARIADB, ALEMBIC"})
    void leavesNothingUnsaidAndNothingTwice(Server platform, Tool tool) {
        try (CrashedServer server = CrashedServer.start(platform)) {
            CrashCase database = new CrashCase(watch, server, tool);
            CrashCase.Boundaries boundaries = database.boundaries();
            int cases = 0;
            for (Victim victim : Victim.values()) {
                int all = boundaries.of(victim);
                int first = EVERY > 0 || victim == Victim.WRITE ? 1 : boundaries.firstStatement();
                int step = EVERY > 0 ? EVERY : Math.max(1, (all - first) / FEW);
                // Each kind begins elsewhere, so that few cases are still of different parts of the migrations.
                first += step * victim.ordinal() / Victim.values().length;
                SortedMap<String, Integer> ends = new TreeMap<>();
                for (int boundary = first; boundary <= all; boundary += step) {
                    if (++cases % CASES_OF_A_DATABASE == 0) {
                        database = new CrashCase(watch, server, tool);
                    }
                    ends.merge(database.at(boundary, cases % 2 == 0, victim), 1, Integer::sum);
                }
                System.out.printf("| %s | %s | %s | %d from %d on | %s |%n", platform, tool, victim, all, first, ends);
                assertThat(ends).isNotEmpty();
            }
        }
    }
}
