package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.configuration.Environment.Keep;
import io.github.databasemigration.engine.configuration.Environment.UndoPolicy;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.tool.ScriptSource;
import io.github.databasemigration.engine.undo.UndoDraft;
import io.github.databasemigration.engine.undo.UndoDrafts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes undo scripts beside Flyway's pending migrations, where their own statements say what takes them back. */
public final class GenerateUndo {
    private GenerateUndo() {}

    /**
     * What was found for one migration.
     *
     * @param draft the script
     * @param file where it was written, from the project's folder; empty where it would not take everything back
     */
    public record Generated(UndoDraft draft, Optional<String> file) {}

    /**
     * Generates what is missing. A script that is there is never touched, and one that would take back only a part is not
     * written: it would look like a way down.
     *
     * <p>Faults: {@code UNSUPPORTED} for other tools than Flyway and for platforms whose SQL is not parsed, {@code
     * FILE_FAILED}.
     */
    public static List<Generated> run(Order order) {
        try (Workbench bench = Workbench.open(order)) {
            if (!bench.tool().name().equals("flyway")) {
                throw new Fault(
                        FaultCode.UNSUPPORTED,
                        "Undo scripts are Flyway's; " + bench.tool().name() + " has its own way down.",
                        "Write downgrade() in each revision, or a rollback block in each changeset.");
            }
            List<PlannedMigration> pending = bench.tool().inspect().pending().stream()
                    .filter(migration -> migration.kind() != MigrationKind.CALLBACK)
                    .toList();
            Map<String, ScriptSource> sources = bench.tool().sources(pending);
            List<Generated> generated = new ArrayList<>();
            List<UndoDraft> drafts = UndoDrafts.of(bench.database(), pending, keeping(order));
            List<PlannedMigration> oneWay = bench.tool().oneWay(pending);
            for (int i = 0; i < pending.size(); i++) {
                PlannedMigration migration = pending.get(i);
                if (migration.kind() == MigrationKind.VERSIONED && oneWay.contains(migration)) {
                    Path script = order.configuration()
                            .project()
                            .resolve(sources.get(migration.script()).file());
                    generated.add(write(order.configuration().project(), script, migration, drafts.get(i)));
                }
            }
            return generated;
        }
    }

    private static Generated write(Path project, Path migrationFile, PlannedMigration migration, UndoDraft draft) {
        if (!draft.complete()) {
            return new Generated(draft, Optional.empty());
        }
        Path folder = migrationFile.getParent();
        Path file = folder.resolve("U" + migrationFile.getFileName().toString().substring(1));
        try {
            Files.writeString(file, text(migration, draft), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            return new Generated(draft, Optional.of(project.relativize(file).toString()));
        } catch (IOException e) {
            throw new Fault(
                    FaultCode.FILE_FAILED,
                    "An undo script cannot be written in " + folder + ".",
                    "See that this user may write there.");
        }
    }

    /** Copies are counted on only where the run will make them. */
    private static Optional<Long> keeping(Order order) {
        UndoPolicy policy = order.environment().undo();
        return policy.keep() == Keep.NONE ? Optional.empty() : Optional.of(policy.keepRows());
    }

    private static String text(PlannedMigration migration, UndoDraft draft) {
        return "-- Takes " + migration.script() + " back. Generated from its statements: read it, and rehearse it.\n"
                + draft.statements().stream().map(sql -> sql + ";\n").reduce("", String::concat);
    }
}
