package io.github.databasemigration.engine.backup;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.configuration.Environment.Verification;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Dumps;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Proves a backup, as far as asked, and keeps the result beside it.
 *
 * <p>What cannot be proven now (a missing program, a server that does not answer, a cancellation) is a fault of that
 * kind and no finding: it says nothing about the backup.
 */
public final class Verify {
    private final Database database;
    private final Clock clock;

    /**
     * @param database whose platform reads the backup, and on whose server a scratch copy may be made; the database
     *     itself is not touched
     */
    public Verify(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Verifies one backup at one level, which includes the levels before. Fault {@code BACKUP_INVALID} naming the first
     * thing that is wrong; all of them are in {@link Backup#verifications()}. {@code WRONG_DATABASE} if the backup is of
     * another platform.
     */
    public Verified verify(Backup backup, Verification level) {
        return verify(backup, level, ProvenCopy::close);
    }

    /**
     * The same, where somebody may need the copy that a restore makes.
     *
     * @param heir takes the copy of a backup that is good, also if something else fails afterwards, and closes it
     */
    public Verified verify(Backup backup, Verification level, Consumer<ProvenCopy> heir) {
        Instant started = clock.instant();
        List<String> comparisons = new ArrayList<>();
        List<Finding> findings;
        try (Claim inUse = Claim.orNone(backup)) {
            findings = findings(backup, level, comparisons, heir);
        }
        if (!findings.isEmpty() && Files.notExists(backup.folder())) {
            throw new Fault(
                    FaultCode.BACKUP_MISSING,
                    "Backup " + backup.id() + " was deleted while it was read.",
                    "Name another backup.");
        }
        Instant ended = clock.instant();
        Verified verified = new Verified(level, ended, Duration.between(started, ended), comparisons, findings);
        record(backup, verified);
        if (!verified.good()) {
            throw invalid(backup, findings);
        }
        return verified;
    }

    private List<Finding> findings(
            Backup backup, Verification level, List<String> comparisons, Consumer<ProvenCopy> heir) {
        try {
            Manifest manifest = backup.manifest();
            manifest.checkBelongsTo(database.target(), true);
            List<Finding> findings = checksums(backup, manifest, comparisons);
            cancellation().check();
            if (findings.isEmpty() && level == Verification.READABLE) {
                readable(backup, manifest, comparisons);
            } else if (findings.isEmpty() && level == Verification.RESTORE) {
                findings = restored(backup, manifest, comparisons, heir);
            }
            // What was asked of a server after a cancellation may have been answered by halves.
            cancellation().check();
            return findings;
        } catch (Fault fault) {
            if (fault.code() == FaultCode.BACKUP_INVALID) {
                return List.of(Finding.of(fault));
            }
            throw fault;
        }
    }

    private List<Finding> checksums(Backup backup, Manifest manifest, List<String> comparisons) {
        List<Finding> findings = new ArrayList<>(new Checksums(backup.data(), cancellation())
                .compare(manifest.dump().files()));
        findings.addAll(SchemaFile.compare(backup, manifest));
        if (findings.isEmpty()) {
            comparisons.add("checksum: " + manifest.dump().files().size() + " files, " + manifest.bytes()
                    + " bytes, size and SHA-256 are equal");
        }
        return findings;
    }

    private void readable(Backup backup, Manifest manifest, List<String> comparisons) {
        Dumps dumps = database.dumps();
        dumps.check();
        dumps.checkReadable(backup.data(), manifest.dump().rowCounts());
        comparisons.add(readToItsEnd(manifest));
    }

    /** A restore reads as far as {@link #readable} does, and all rows are counted where they were put. */
    private List<Finding> restored(
            Backup backup, Manifest manifest, List<String> comparisons, Consumer<ProvenCopy> heir) {
        Dumps dumps = database.dumps();
        dumps.check();
        Instant started = clock.instant();
        Dumps.Scratch scratch = dumps.restoreToScratch(backup.data());
        ProvenCopy copy = new ProvenCopy(scratch, Duration.between(started, clock.instant()));
        boolean inherited = false;
        try {
            comparisons.add(readToItsEnd(manifest));
            Likeness likeness = Likeness.of(scratch.database(), backup, manifest);
            comparisons.addAll(likeness.comparisons());
            List<Finding> findings = new ArrayList<>(likeness.differences());
            findings.addAll(likeness.grown());
            if (findings.isEmpty()) {
                inherited = true;
                heir.accept(copy);
            }
            return findings;
        } finally {
            if (!inherited) {
                copy.close();
            }
        }
    }

    private static String readToItsEnd(Manifest manifest) {
        return "readable: " + manifest.dump().format() + " was read to its end";
    }

    private Cancellation cancellation() {
        return database.connecting().cancellation();
    }

    private static void record(Backup backup, Verified verified) {
        try {
            VerificationLog.of(backup).add(verified);
        } catch (IOException e) {
            // An archive that is mounted read-only can be verified all the same; the caller has the result.
        }
    }

    private static Fault invalid(Backup backup, List<Finding> findings) {
        String more = findings.size() == 1 ? "" : " (and " + (findings.size() - 1) + " more)";
        return new Fault(
                FaultCode.BACKUP_INVALID,
                "Backup " + backup.id() + " is not good: " + findings.get(0) + more + ".",
                "Do not use it. Take a new backup, or name another one.");
    }
}
