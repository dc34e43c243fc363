package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.rehearsal.Rehearsal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code rehearsal.json}: in the folder of the run that rehearsed, and by the plan's digest for those who come later. */
public final class RehearsalFiles {
    /** The file's name. */
    public static final String NAME = "rehearsal.json";

    private RehearsalFiles() {}

    static void keep(Order order, Rehearsal rehearsal) {
        write(order, rehearsal, order.runFolder().resolve(NAME));
        write(order, rehearsal, byDigest(order, rehearsal.digest()));
    }

    /** Writes a rehearsal for whoever wants it elsewhere. Fault {@code FILE_FAILED}. */
    public static void write(Order order, Rehearsal rehearsal, Path file) {
        PlanFiles.write(file, order.redactor().redact(Json.pretty(rehearsal)));
    }

    /** The newest rehearsal of a plan, by its digest. Fault {@code FILE_FAILED}. */
    public static Optional<Rehearsal> find(Order order, String digest) {
        Path file = byDigest(order, digest);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(read(file)
                .orElseThrow(() -> new Fault(
                        FaultCode.FILE_FAILED,
                        file + " cannot be read as a rehearsal.",
                        "Delete it, and rehearse again.")));
    }

    /**
     * How long a way down took when it was last rehearsed: exactly these scripts, in this environment. Empty where it never
     * was, or did not lead back.
     */
    static Optional<Duration> wayDown(Order order, List<PlannedMigration> down) {
        List<Rehearsal.Step> steps = Rehearsal.steps(down);
        try (Stream<Path> files = Files.list(folder(order))) {
            return files.flatMap(file -> read(file).stream())
                    .filter(rehearsal ->
                            rehearsal.environment().equals(order.environment().name()))
                    .filter(Rehearsal::wayBackPassed)
                    .filter(rehearsal -> rehearsal.down().orElseThrow().by().equals(steps))
                    .max(Comparator.comparing(Rehearsal::at))
                    .flatMap(rehearsal -> rehearsal.down().orElseThrow().took());
        } catch (IOException e) {
            // There is no such folder before the first rehearsal.
            return Optional.empty();
        }
    }

    static Optional<Rehearsal> read(Path file) {
        try {
            return Optional.of(Json.read(Files.readString(file), Rehearsal.class));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static Path folder(Order order) {
        return order.workFolder().resolve("rehearsals");
    }

    private static Path byDigest(Order order, String digest) {
        return folder(order).resolve(digest + ".json");
    }
}
