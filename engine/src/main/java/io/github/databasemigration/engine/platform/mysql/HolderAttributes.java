package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** What the lock's session says about itself when it connects; shown where the server has performance_schema on. */
final class HolderAttributes {
    private static final String WHO = "holder_who";
    private static final String HOST = "holder_host";
    private static final String PROCESS = "holder_pid";
    private static final String RUN = "holder_run";

    private HolderAttributes() {}

    /** In the driver's spelling of the setting {@code connectionAttributes}. */
    static String of(Holder holder) {
        StringJoiner attributes = new StringJoiner(",");
        attributes.add(WHO + ":" + value(holder.who()));
        attributes.add(HOST + ":" + value(holder.host()));
        holder.pid().ifPresent(pid -> attributes.add(PROCESS + ":" + pid));
        holder.run().ifPresent(run -> attributes.add(RUN + ":" + value(run)));
        return attributes.toString();
    }

    private static String value(String text) {
        return text.replace(',', '.').replace(':', '.');
    }

    /** What a session said, if the server shows it to this user. */
    static Optional<Holder> read(Connection connection, long session) {
        Map<String, String> said = new HashMap<>();
        try {
            Rows.of(
                    connection,
                    "SELECT attr_name, attr_value FROM performance_schema.session_account_connect_attrs"
                            + " WHERE processlist_id = ?",
                    row -> said.put(row.getString(1), row.getString(2)),
                    session);
        } catch (SQLException e) {
            return Optional.empty();
        }
        return said.containsKey(WHO) && said.containsKey(HOST)
                ? Optional.of(new Holder(
                        said.get(WHO),
                        said.get(HOST),
                        Optional.ofNullable(said.get(PROCESS)).map(Long::valueOf),
                        Optional.ofNullable(said.get(RUN)),
                        Optional.empty()))
                : Optional.empty();
    }
}
