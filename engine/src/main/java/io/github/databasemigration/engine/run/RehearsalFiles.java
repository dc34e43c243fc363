package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.rehearsal.Rehearsal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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
        try {
            return Optional.of(Json.read(Files.readString(file), Rehearsal.class));
        } catch (IOException | UncheckedIOException e) {
            throw new Fault(
                    FaultCode.FILE_FAILED, file + " cannot be read as a rehearsal.", "Delete it, and rehearse again.");
        }
    }

    private static Path byDigest(Order order, String digest) {
        return order.workFolder().resolve("rehearsals").resolve(digest + ".json");
    }
}
