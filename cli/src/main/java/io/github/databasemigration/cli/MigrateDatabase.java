package io.github.databasemigration.cli;

import io.github.databasemigration.engine.fault.FaultCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code migrate-database}. */
@Command(
        name = "migrate-database",
        description = {
            "Moves a database schema with its application: plan, back up, approve, migrate,",
            "verify, roll back.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "First steps:",
            "  migrate-database demo                    see it work",
            "  migrate-database plan -e production      what would run; changes nothing",
            "  migrate-database migrate -e production   back up, migrate, verify, report",
            "  migrate-database rollback -e production  go back to the newest backup",
            "",
            "Exit status: 0 done; 1-9 wrong call; 10-59 refused, nothing was attempted;",
            "60-69 failed, the database is as it was; 70-79 failed, the backup was restored;",
            "80-89 failed, a person has to look. docs/exit-statuses.md explains each."
        })
public final class MigrateDatabase {
    private MigrateDatabase() {}

    /** Runs one command and ends with its exit status. */
    public static void main(String[] arguments) {
        Stop stop = new Stop();
        Console console = Console.system();
        int status = FaultCode.INTERNAL.exitStatus();
        try {
            status = commandLine(console, stop, arguments).execute(arguments);
        } catch (Error broken) {
            // Memory, stack or classes: picocli hands on exceptions only.
            status = console.failure(broken);
        } finally {
            // Whatever happens: a process that does not end keeps the lock of the database.
            stop.exit(status);
        }
    }

    /** The command line with its way to stop and its way to speak. */
    static CommandLine commandLine(Console console, Stop stop, String... arguments) {
        CommandLine line = new CommandLine(new MigrateDatabase(), new Factory(console, stop));
        Verbs.addTo(line, arguments);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(88);
        line.setExecutionStrategy(parsed -> {
            int status = new CommandLine.RunLast().execute(parsed);
            console.conclude();
            return status;
        });
        line.setExecutionExceptionHandler((exception, command, parsed) -> console.failure(exception));
        line.setParameterExceptionHandler(console::usage);
        line.setOut(console.outWriter());
        line.setErr(console.errWriter());
        return line;
    }
}
