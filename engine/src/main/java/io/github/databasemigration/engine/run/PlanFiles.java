package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.plan.PlanJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Keeps plans by their digest, so that a refusal can say what changed since the approval. */
public final class PlanFiles {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private PlanFiles() {}

    /** Keeps a plan in the project's work folder. */
    public static void keep(Order order, PlanJson.Document plan) {
        write(file(order, plan.digest()), order.redactor().redact(Json.pretty(plan)));
    }

    /** Writes a file, with its folder. Fault {@code FILE_FAILED}. */
    public static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new Fault(
                    FaultCode.FILE_FAILED,
                    file + " could not be written: " + e.getMessage(),
                    "Make room, or choose another place.");
        }
    }

    /**
     * What was approved.
     *
     * @param digest the approved digest; empty: nothing was
     * @param file the approved plan; empty: the one kept under that digest, if there is one
     */
    public static Approval approval(Order order, Optional<String> digest, Optional<Path> file) {
        digest.ifPresent(PlanFiles::requireDigest);
        Optional<Plan> plan = file.map(PlanFiles::read).or(() -> digest.map(text -> file(order, text))
                .filter(Files::isRegularFile)
                .map(PlanFiles::read));
        return new Approval(digest.or(() -> plan.map(Plan::digest)), plan);
    }

    /** Fault {@code USAGE} for a text that cannot be the digest of a plan. */
    public static void requireDigest(String text) {
        if (!DIGEST.matcher(text).matches()) {
            throw new Fault(
                    FaultCode.USAGE,
                    "\"" + text + "\" is not the digest of a plan.",
                    "A digest has 64 hexadecimal digits.");
        }
    }

    private static Path file(Order order, String digest) {
        return order.workFolder().resolve("plans").resolve(digest + ".json");
    }

    static Plan read(Path file) {
        try {
            return Json.read(Files.readString(file), PlanJson.Document.class).plan();
        } catch (IOException | UncheckedIOException e) {
            throw new Fault(
                    FaultCode.FILE_FAILED,
                    file + " could not be read as a plan.",
                    "Name a file that plan --out wrote.");
        }
    }
}
