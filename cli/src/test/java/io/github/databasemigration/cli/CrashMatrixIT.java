package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.json.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A run is ended from outside at one of its boundaries: at a message to the server, before it arrives or before its answer
 * does, or at a durable write. Whatever it was, the report of that run tells what is in the database, and after the next run
 * (and the way back, where that one asks for it) each migration was applied once, nothing is lost and no lock is left.
 *
 * <p>That is done at one boundary of each kind. With {@code -Dcrash.minutes=120} it is done at every one, as far as the time
 * goes: what earlier sittings tried is kept in the folder {@code -Dcrash.results} (target/crash) and not tried again. The
 * tables of docs/crash-matrix.md are written to target/.
 */
@Execution(ExecutionMode.CONCURRENT)
class CrashMatrixIT {
    private static final Long MINUTES = Long.getLong("crash.minutes");

    /** Where a run changes something, boundaries differ from each other more than elsewhere. */
    private static final int DENSER = 40;

    private static final Path RESULTS = Path.of(System.getProperty("crash.results", "target/crash"));

    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    @ParameterizedTest
    @CsvSource({"POSTGRESQL, FLYWAY", "MARIADB, FLYWAY", "POSTGRESQL, ALEMBIC", "MARIADB, ALEMBIC"})
    void leavesNothingUnsaidAndNothingTwice(Server platform, Tool tool) throws IOException {
        try (CrashedServer server = CrashedServer.start(platform);
                CrashCase project = new CrashCase(watch, server, tool)) {
            boolean all = MINUTES != null;
            CrashResults results = new CrashResults(
                    (all ? RESULTS : watch.newFolder("results"))
                            .resolve(program())
                            .resolve(platform + "-" + tool),
                    project::boundaries);
            List<Boundary> chosen = all ? spread(results.boundaries()) : oneOfEachKind(results.boundaries());
            long end = System.nanoTime()
                    + Duration.ofMinutes(all ? MINUTES : 24 * 60).toNanos();
            for (Boundary boundary : results.left(chosen)) {
                if (System.nanoTime() > end) {
                    break;
                }
                project.begin();
                try {
                    project.at(boundary).ifPresent(came -> results.add(new Tried(boundary, true, came)));
                } catch (AssertionError | RuntimeException e) {
                    results.add(new Tried(boundary, false, e.toString()));
                }
            }
            CrashTable table = new CrashTable(results);
            Files.write(Path.of("target", "crash-matrix-" + platform + "-" + tool + ".md"), table.rows(platform, tool));
            System.out.println(String.join("\n", table.rows(platform, tool)));
            assertThat(table.notHeld()).isEmpty();
        }
    }

    /** What held in another program says nothing of this one. */
    private static String program() throws IOException {
        return Sha256.hex(Files.readAllBytes(Command.JAR)).substring(0, 12);
    }

    private static List<Boundary> oneOfEachKind(List<Boundary> all) {
        List<List<Boundary>> kinds = kinds(all);
        return IntStream.range(0, kinds.size())
                .mapToObj(kind -> kinds.get(kind).get(kinds.get(kind).size() * kind / kinds.size()))
                .toList();
    }

    /** All, in such an order that a sitting that ends early has still been everywhere. */
    private static List<Boundary> spread(List<Boundary> all) {
        List<List<Boundary>> kinds = kinds(all);
        kinds.forEach(kind -> Collections.shuffle(kind, new Random(kind.size())));
        return IntStream.range(0, all.size())
                .boxed()
                .flatMap(turn -> kinds.stream().flatMap(kind -> turn(kind, turn)))
                .toList();
    }

    private static Stream<Boundary> turn(List<Boundary> kind, int turn) {
        int each = kind.get(0).place().changes() ? DENSER : 1;
        return kind.stream().skip((long) turn * each).limit(each);
    }

    private static List<List<Boundary>> kinds(List<Boundary> all) {
        return new ArrayList<>(CrashTable.byKind(all, Function.identity()).values());
    }
}
