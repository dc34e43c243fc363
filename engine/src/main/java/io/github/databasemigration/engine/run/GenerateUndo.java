package io.github.databasemigration.engine.run;

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
import java.util.stream.Stream;

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
                        "Write downgrade() in each revision.");
            }
            List<PlannedMigration> pending = bench.tool().inspect().pending().stream()
                    .filter(migration -> migration.kind() != MigrationKind.CALLBACK)
                    .toList();
            Map<String, ScriptSource> sources = bench.tool().sources(pending);
            List<Generated> generated = new ArrayList<>();
            List<UndoDraft> drafts = UndoDrafts.of(bench.database(), pending);
            for (int i = 0; i < pending.size(); i++) {
                PlannedMigration migration = pending.get(i);
                if (migration.kind() == MigrationKind.VERSIONED) {
                    Path script = order.configuration()
                            .project()
                            .resolve(sources.get(migration.script()).file());
                    write(order.configuration().project(), script, migration, drafts.get(i))
                            .ifPresent(generated::add);
                }
            }
            return generated;
        }
    }

    /** Empty where there is a script already. */
    private static Optional<Generated> write(
            Path project, Path migrationFile, PlannedMigration migration, UndoDraft draft) {
        Path folder = migrationFile.getParent();
        String name = "U" + migrationFile.getFileName().toString().substring(1);
        try {
            if (exists(folder, name)) {
                return Optional.empty();
            }
            if (!draft.complete()) {
                return Optional.of(new Generated(draft, Optional.empty()));
            }
            Path file = folder.resolve(name);
            Files.writeString(file, text(migration, draft), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            return Optional.of(
                    new Generated(draft, Optional.of(project.relativize(file).toString())));
        } catch (IOException e) {
            throw new Fault(
                    FaultCode.FILE_FAILED,
                    "An undo script cannot be written in " + folder + ".",
                    "See that this user may write there.");
        }
    }

    /** Whether the version has an undo script, whatever its description. */
    private static boolean exists(Path folder, String name) throws IOException {
        String version = name.substring(0, name.indexOf("__") + 2);
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith(version));
        }
    }

    private static String text(PlannedMigration migration, UndoDraft draft) {
        return "-- Takes " + migration.script() + " back. Generated from its statements: read it, and rehearse it.\n"
                + draft.statements().stream().map(sql -> sql + ";\n").reduce("", String::concat);
    }
}
