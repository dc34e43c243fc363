package io.github.databasemigration.engine.platform;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.secret.Credentials;
import io.github.databasemigration.engine.secret.Redactor;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * All that is needed to reach a database.
 *
 * @param url the JDBC URL, without user and password
 * @param credentials who connects
 * @param timeouts of each session that runs migrations
 * @param holder who we are: goes into application names, process lists and locks
 * @param programs where the platform's own programs are, by name ({@code pg_dump}), for those not to be found on the
 *     PATH or at the usual places
 * @param redactor takes secrets out of texts that come from drivers and programs
 * @param cancellation interrupts what runs
 * @param schema the only schema of the database that there is for us; empty: all of it
 * @param kept sessions that may be used again
 */
public record Connecting(
        String url,
        Credentials credentials,
        SessionTimeouts timeouts,
        Holder holder,
        Map<String, Path> programs,
        Redactor redactor,
        Cancellation cancellation,
        Optional<String> schema,
        KeptSessions kept) {

    public Connecting {
        programs = Map.copyOf(programs);
    }

    /** A whole database, each session of which is closed after use. */
    public Connecting(
            String url,
            Credentials credentials,
            SessionTimeouts timeouts,
            Holder holder,
            Map<String, Path> programs,
            Redactor redactor,
            Cancellation cancellation) {
        this(url, credentials, timeouts, holder, programs, redactor, cancellation, Optional.empty(), KeptSessions.NONE);
    }

    /** The same way to one schema of the database. */
    public Connecting within(Optional<String> only) {
        return new Connecting(url, credentials, timeouts, holder, programs, redactor, cancellation, only, kept);
    }

    /** The same way to another database of the same server (a scratch copy). */
    public Connecting to(String otherUrl) {
        return new Connecting(otherUrl, credentials, timeouts, holder, programs, redactor, cancellation, schema, kept);
    }

    /** The same way for work that nobody may stop, because half of it would be worse than all of it. */
    public Connecting uninterrupted() {
        return new Connecting(url, credentials, timeouts, holder, programs, redactor, new Cancellation(), schema, kept);
    }
}
