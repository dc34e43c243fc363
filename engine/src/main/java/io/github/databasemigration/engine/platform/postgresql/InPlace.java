package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.process.Program;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Restores into the live database itself, in one transaction: psql drops all that is there and runs what pg_restore
 * writes. The word COMMIT is sent only when pg_restore has ended well; without it the server rolls back, however the
 * programs end.
 */
final class InPlace {
    private static final int PIPE = 1 << 16;

    private final Sessions live;
    private final Client client;

    InPlace(Sessions live, Client client) {
        this.live = live;
        this.client = client;
    }

    void restore(Archive archive) {
        List<String> drops = live.ask(
                "listing what is to be replaced",
                session -> Rows.of(session, Resources.sql("drop-everything"), row -> row.getString(1)));
        AtomicBoolean committing = new AtomicBoolean();
        try (Together together = new Together(live.connecting().cancellation());
                PipedInputStream script = new PipedInputStream(PIPE);
                PipedOutputStream writing = new PipedOutputStream(script)) {
            Future<Void> restoring = together.start(() -> {
                write(archive, drops, writing, committing, together.cancellation());
                return null;
            });
            Program.Result result = together.result(together.start(() -> run(script, together.cancellation())));
            if (!result.ok()) {
                throw failed(new ProgramWords(result).inOneLine());
            }
            together.result(restoring);
        } catch (Fault fault) {
            throw committing.get() ? unknown(fault) : fault;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(
            Archive archive,
            List<String> drops,
            OutputStream script,
            AtomicBoolean committing,
            Cancellation cancellation) {
        try (script) {
            script.write("BEGIN;\nSET LOCAL client_min_messages = warning;\n".getBytes(StandardCharsets.UTF_8));
            script.write((String.join(";\n", drops) + ";\n").getBytes(StandardCharsets.UTF_8));
            archive.writeScript(script, client, cancellation);
            committing.set(true);
            script.write("COMMIT;\n".getBytes(StandardCharsets.UTF_8));
        } catch (IOException | UncheckedIOException e) {
            // psql ended before it had read all; it says why.
        }
    }

    private Program.Result run(PipedInputStream script, Cancellation cancellation) {
        return client.program(
                        "psql",
                        live.address(),
                        cancellation,
                        List.of("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-"))
                .run(script, OutputStream.nullOutputStream());
    }

    private static Fault failed(String why) {
        return new Fault(
                FaultCode.RESTORE_FAILED_UNCHANGED,
                "The restore was rolled back, and the database is as it was: " + why,
                "Remove the cause and restore again.");
    }

    private static Fault unknown(Fault fault) {
        return new Fault(
                FaultCode.STATE_UNKNOWN,
                "The restore was about to be committed when it was broken off: " + fault.getMessage(),
                "Look whether the database is as the backup or as before; it is one of the two.");
    }
}
