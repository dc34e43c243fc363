package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes and drops databases that live for a short time beside the live one, on the same server.
 *
 * <p>The name tells when one was made. As long as it is needed it has a session (see {@link ScratchDatabase}); one that
 * is older than a minute and has none belongs to a process that was killed, and the next to come drops it.
 */
final class Scratches {
    private static final String PREFIX = "migration_scratch_";
    private static final String MISSING_RIGHT = "42501";
    private static final Duration SURELY_IN_USE = Duration.ofMinutes(1);

    /** Encoding, locale, owner and tablespace of the database the session is in; some columns came with 15 and 17. */
    private static final String CREATE = "SELECT format('CREATE DATABASE %I OWNER %I TEMPLATE template0 ENCODING %L"
            + " LC_COLLATE %L LC_CTYPE %L', CAST(? AS text), pg_get_userbyid(d.datdba),"
            + " pg_encoding_to_char(d.encoding), d.datcollate, d.datctype)"
            + " || CASE j ->> 'datlocprovider' WHEN 'c' THEN ' LOCALE_PROVIDER libc'"
            + " WHEN 'i' THEN format(' LOCALE_PROVIDER icu ICU_LOCALE %L', coalesce(j ->> 'datlocale', j ->> 'daticulocale'))"
            + " WHEN 'b' THEN format(' LOCALE_PROVIDER builtin BUILTIN_LOCALE %L', j ->> 'datlocale') ELSE '' END"
            + " || CASE WHEN j ->> 'daticurules' IS NULL THEN '' ELSE format(' ICU_RULES %L', j ->> 'daticurules') END"
            + " || CASE t.spcname WHEN 'pg_default' THEN '' ELSE format(' TABLESPACE %I', t.spcname) END"
            + " FROM pg_database d JOIN pg_tablespace t ON t.oid = d.dattablespace CROSS JOIN to_jsonb(d) j"
            + " WHERE d.datname = current_database()";

    private static final String ABANDONED = "SELECT d.datname FROM pg_database d"
            + " WHERE d.datname ~ ? AND CAST(split_part(d.datname, '_', 3) AS bigint) < extract(epoch FROM now()) - ?"
            + " AND pg_has_role(d.datdba, 'USAGE')"
            + " AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datid = d.oid)";

    private final Sessions live;

    Scratches(Sessions live) {
        this.live = live;
    }

    /** Creates an empty database like the live one. */
    ScratchDatabase create() {
        return live.change("creating a scratch database", session -> {
            dropAbandoned(session);
            String now = Rows.text(session, "SELECT CAST(extract(epoch FROM now()) AS bigint)");
            String name = PREFIX + now + "_"
                    + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
            create(session, Rows.text(session, CREATE, name));
            try {
                String purpose = "Scratch copy of " + live.address().database() + ", may be dropped, made "
                        + Instant.ofEpochSecond(Long.parseLong(now));
                Rows.run(session, List.of("COMMENT ON DATABASE " + name + " IS '" + purpose.replace("'", "''") + "'"));
                return ScratchDatabase.in(this, live.to(name));
            } catch (SQLException | Fault e) {
                drop(session, name);
                throw e;
            }
        });
    }

    /** Creates one and restores a dump into it. */
    ScratchDatabase restored(Archive archive, Client client, Cancellation cancellation) {
        ScratchDatabase scratch = create();
        try {
            archive.restoreInto(scratch.sessions().address(), client, cancellation);
            return scratch;
        } catch (RuntimeException e) {
            scratch.discard(e);
            throw e;
        }
    }

    private static void create(Connection session, String statement) throws SQLException {
        try {
            Rows.run(session, List.of(statement));
        } catch (SQLException e) {
            if (MISSING_RIGHT.equals(e.getSQLState())) {
                throw new Fault(
                        FaultCode.UNSUPPORTED,
                        "The user may not create a scratch database like the live one.",
                        "Have an administrator run ALTER ROLE ... CREATEDB for it, or verify backups as \"readable\".");
            }
            throw e;
        }
    }

    private static void dropAbandoned(Connection session) throws SQLException {
        String names = "^" + PREFIX + "\\d+_[0-9a-f]+$";
        for (String name : Rows.of(session, ABANDONED, row -> row.getString(1), names, SURELY_IN_USE.toSeconds())) {
            try {
                Rows.run(session, List.of("DROP DATABASE IF EXISTS " + name));
            } catch (SQLException e) {
                // Somebody connected to it just now, or dropped it: not ours to drop.
            }
        }
    }

    /** Drops one, with every session in it. */
    void drop(String name) {
        live.change("dropping the scratch database " + name, session -> {
            drop(session, name);
            return name;
        });
    }

    /**
     * FORCE ends every session in the database, and refuses where one is not ours to end: on some servers an autovacuum
     * worker counts as such. A plain DROP ends those workers by itself, so then only our own sessions are in its way.
     */
    private static void drop(Connection session, String name) throws SQLException {
        String plain = "DROP DATABASE IF EXISTS " + name;
        if (session.getMetaData().getDatabaseMajorVersion() >= 13) {
            try {
                Rows.run(session, List.of(plain + " WITH (FORCE)"));
                return;
            } catch (SQLException e) {
                if (!MISSING_RIGHT.equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
        Rows.of(
                session,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ? AND usename = current_user",
                row -> row.getBoolean(1),
                name);
        Rows.run(session, List.of(plain));
    }
}
