package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Rows;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A database beside the live one, {@code <database>_scratch_<id>}, dropped on close.
 *
 * <p>While it is in use its session holds a lock of its name. A run that was killed loses the lock and leaves the
 * database: the next one that makes a scratch of the same database drops what is left of others before.
 */
final class ScratchDatabase implements AutoCloseable {
    private static final int LONGEST = 64;
    private static final String MIDDLE = "_scratch_dm";
    private static final int ID_BYTES = 5;
    private static final int A_YEAR = 31_536_000;
    private static final List<Integer> DENIED = List.of(1044, 1045, 1227);

    private final Connection session;
    private final String name;

    private ScratchDatabase(Connection session, String name) {
        this.session = session;
        this.name = name;
    }

    static ScratchDatabase create(MysqlSessions sessions, MysqlFaults faults, String database) {
        byte[] id = new byte[ID_BYTES];
        new SecureRandom().nextBytes(id);
        String name = stem(database) + HexFormat.of().formatHex(id);
        ScratchDatabase scratch = null;
        try {
            scratch = new ScratchDatabase(sessions.open(), name);
            Rows.run(scratch.session, List.of("SET SESSION wait_timeout = " + A_YEAR));
            scratch.dropLeftovers(database);
            Rows.text(scratch.session, "SELECT GET_LOCK(?, 0)", name);
            Rows.run(scratch.session, List.of("CREATE DATABASE " + Backticks.quote(name)));
            return scratch;
        } catch (SQLException e) {
            if (scratch != null) {
                scratch.close();
            }
            throw DENIED.contains(e.getErrorCode())
                    ? denied(database)
                    : faults.working("creating a scratch database", e);
        }
    }

    private static String stem(String database) {
        int room = LONGEST - MIDDLE.length() - 2 * ID_BYTES;
        return database.substring(0, Math.min(database.length(), room)) + MIDDLE;
    }

    private static Fault denied(String database) {
        String pattern = stem(database).replace("_", "\\_") + "%";
        return new Fault(
                FaultCode.UNSUPPORTED,
                "The user may not create a scratch database beside " + database + ".",
                "Grant it: GRANT ALL ON " + Backticks.quote(pattern) + ".* TO the user.");
    }

    private void dropLeftovers(String database) throws SQLException {
        Pattern ours = Pattern.compile(Pattern.quote(stem(database)) + "[0-9a-f]{" + 2 * ID_BYTES + "}");
        for (String other : Rows.of(
                session,
                "SELECT schema_name FROM information_schema.schemata WHERE IS_FREE_LOCK(schema_name)"
                        + " AND schema_name LIKE '%" + MIDDLE.replace("_", "\\_") + "%'",
                row -> row.getString(1))) {
            if (ours.matcher(other).matches()) {
                drop(other);
            }
        }
    }

    String name() {
        return name;
    }

    private void drop(String database) throws SQLException {
        Rows.run(session, List.of("DROP DATABASE IF EXISTS " + Backticks.quote(database)));
    }

    @Override
    public void close() {
        try (session) {
            drop(name);
        } catch (SQLException e) {
            // The session is gone: the next run drops it.
        }
    }
}
