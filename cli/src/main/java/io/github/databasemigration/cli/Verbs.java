package io.github.databasemigration.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** What the command can do, in the order of its help. To look into all of them takes longer than many a call. */
final class Verbs {
    static final List<String> NAMES = List.of(
            "plan",
            "check",
            "drift",
            "rehearse",
            "status",
            "report",
            "describe",
            "backup",
            "verify-backup",
            "pack-backup",
            "unpack-backup",
            "prune-backups",
            "migrate",
            "verify",
            "restore",
            "rollback",
            "undo",
            "await",
            "demo");

    private Verbs() {}

    /** Adds the verb that is called; all of them where none is, for help and for what is misspelled. */
    static void addTo(CommandLine line, String... arguments) {
        if (arguments.length > 0 && NAMES.contains(arguments[0])) {
            line.addSubcommand(of(arguments[0]));
        } else {
            NAMES.forEach(name -> line.addSubcommand(of(name)));
            line.addSubcommand(HelpCommand.class);
        }
    }

    /** The class of a verb; only this one is loaded. */
    static Class<?> of(String name) {
        return switch (name) {
            case "plan" -> PlanCommand.class;
            case "check" -> CheckCommand.class;
            case "drift" -> DriftCommand.class;
            case "rehearse" -> RehearseCommand.class;
            case "status" -> StatusCommand.class;
            case "report" -> ReportCommand.class;
            case "describe" -> DescribeCommand.class;
            case "backup" -> BackupCommand.class;
            case "verify-backup" -> VerifyBackupCommand.class;
            case "pack-backup" -> PackBackupCommand.class;
            case "unpack-backup" -> UnpackBackupCommand.class;
            case "prune-backups" -> PruneBackupsCommand.class;
            case "migrate" -> MigrateCommand.class;
            case "verify" -> VerifyCommand.class;
            case "restore" -> RestoreCommand.class;
            case "rollback" -> RollbackCommand.class;
            case "undo" -> UndoCommand.class;
            case "await" -> AwaitCommand.class;
            case "demo" -> DemoCommand.class;
            default -> throw new IllegalArgumentException(name);
        };
    }
}
