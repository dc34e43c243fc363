package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
 * <p>{@code -Dcrash.every=1} does so at every boundary of every kind, which takes hours, {@code -Dcrash.minutes} ends that
 * earlier; without them there is one of each kind. The tables of docs/crash-matrix.md are written to target/.
 */
@Execution(ExecutionMode.CONCURRENT)
class CrashMatrixIT {
    private static final int EVERY = Integer.getInteger("crash.every", 0);

    private static final Duration MINUTES = Duration.ofMinutes(Long.getLong("crash.minutes", 24 * 60));

    /** Where a run changes something, boundaries differ from each other more than elsewhere. */
    private static final int DENSER = 25;

    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    @ParameterizedTest
    @CsvSource({"POSTGRESQL, FLYWAY", "MARIADB, FLYWAY", "POSTGRESQL, ALEMBIC", "MARIADB, ALEMBIC"})
    void leavesNothingUnsaidAndNothingTwice(Server platform, Tool tool) {
        try (CrashedServer server = CrashedServer.start(platform);
                CrashCase project = new CrashCase(watch, server, tool)) {
            List<Boundary> all = project.boundaries();
            CrashTable table = new CrashTable(platform, tool, all);
            long end = System.nanoTime() + MINUTES.toNanos();
            for (Boundary boundary : chosen(all)) {
                if (System.nanoTime() > end) {
                    break;
                }
                try {
                    project.at(boundary).ifPresent(came -> table.held(boundary, came));
                } catch (AssertionError | RuntimeException e) {
                    table.notHeld(boundary, e);
                }
                table.write(Path.of("target", "crash-matrix-" + platform + "-" + tool + ".md"));
            }
            System.out.println(String.join("\n", table.lines()));
            assertThat(table.notHeld()).isEmpty();
        }
    }

    /** Some of each kind, in such an order that a run that ends early has still been at all of them. */
    private static List<Boundary> chosen(List<Boundary> all) {
        Collection<List<Boundary>> kinds = all.stream()
                .collect(Collectors.groupingBy(CrashTable.Kind::of, LinkedHashMap::new, Collectors.toList()))
                .values();
        List<List<Boundary>> chosen = new ArrayList<>();
        for (List<Boundary> kind : kinds) {
            chosen.add(EVERY > 0 ? every(kind) : List.of(kind.get(kind.size() * chosen.size() / kinds.size())));
        }
        int most = chosen.stream().mapToInt(List::size).max().orElseThrow();
        return IntStream.range(0, most)
                .boxed()
                .flatMap(turn ->
                        chosen.stream().filter(kind -> turn < kind.size()).map(kind -> kind.get(turn)))
                .toList();
    }

    private static List<Boundary> every(List<Boundary> kind) {
        int step = kind.get(0).place().changes() ? Math.max(1, EVERY / DENSER) : EVERY;
        // Of the messages by turns one that arrives and one that does not.
        List<Boundary> some = new ArrayList<>(IntStream.range(0, kind.size())
                .filter(boundary -> boundary % step == (step % 2 == 0 ? boundary / step % 2 : 0))
                .mapToObj(kind::get)
                .toList());
        Collections.shuffle(some, new Random(step));
        return some;
    }
}
