package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Dumps;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.process.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Future;

/**
 * A dump with pg_dump into a folder. A session of ours exports its snapshot; pg_dump dumps that snapshot in parallel,
 * while the session counts every table's rows in it and this thread hashes what is written.
 */
final class DirectoryDump {
    private static final String FORMAT = "pg_dump-directory";
    private static final int MOST_JOBS = 4;
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Sessions sessions;
    private final Client client;

    DirectoryDump(Sessions sessions, Client client) {
        this.sessions = sessions;
        this.client = client;
    }

    /** How many tables are dumped or restored at a time. */
    static String jobs() {
        return "--jobs=" + Math.min(MOST_JOBS, Runtime.getRuntime().availableProcessors());
    }

    Dumps.Dump take(Path folder, Dumps.DumpProgress progress) {
        sessions.connecting().cancellation().check();
        return sessions.change("taking a snapshot", session -> {
            RowCounts.beginSnapshot(session);
            String snapshot = Rows.text(session, "SELECT pg_export_snapshot()");
            try (Together together = new Together(sessions.connecting().cancellation())) {
                Future<Void> dumping = together.start(() -> dump(folder, snapshot, together.cancellation()));
                Future<SortedMap<String, Long>> counting =
                        together.start(() -> count(session, together.cancellation()));
                List<Dumps.File> files = follow(folder, progress, together, dumping);
                return new Dumps.Dump(FORMAT, "pg_dump " + client.version(), files, together.result(counting));
            }
        });
    }

    private static List<Dumps.File> follow(
            Path folder, Dumps.DumpProgress progress, Together together, Future<Void> dumping) {
        Follower follower = new Follower(folder);
        try {
            while (!together.ends(dumping, LOOK_EVERY)) {
                follower.catchUp(progress);
            }
            together.result(dumping);
            follower.catchUp(progress);
            return follower.finish();
        } catch (IOException e) {
            throw failed("its files cannot be read back: " + e.getMessage());
        }
    }

    private Void dump(Path folder, String snapshot, Cancellation cancellation) {
        List<String> arguments = List.of(
                "--format=directory",
                "--file=" + folder,
                jobs(),
                "--compress=1",
                "--snapshot=" + snapshot,
                // Whoever keeps the dump syncs all of it.
                "--no-sync");
        Program.Result result = client.program("pg_dump", sessions.address(), cancellation, arguments)
                .run();
        if (!result.ok()) {
            ProgramWords words = new ProgramWords(result);
            throw words.tellOfAFullDisk() ? full(words) : failed(words.inOneLine());
        }
        return null;
    }

    private static Fault full(ProgramWords words) {
        return new Fault(
                FaultCode.DISK_FULL,
                "No room for the dump: " + words.inOneLine(),
                "Make room and take the backup again.");
    }

    private static Fault failed(String why) {
        return new Fault(
                FaultCode.BACKUP_FAILED,
                "The dump failed: " + why,
                "Nothing was changed. Remove the cause and take the backup again.");
    }

    private SortedMap<String, Long> count(Connection session, Cancellation cancellation) {
        try (var registration = cancellation.whileRunning(() -> Sessions.cancel(session))) {
            return RowCounts.in(session);
        } catch (SQLException e) {
            cancellation.check();
            throw failed("the rows could not be counted: " + sessions.faults().words(e));
        }
    }
}
