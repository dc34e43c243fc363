package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.secret.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.mariadb.jdbc.Driver;

/** Opens sessions with one database; the driver itself asks for utf8mb4. */
final class MysqlSessions {
    private static final String CONNECT_MILLISECONDS = "10000";

    private final Connecting connecting;
    private final MysqlAddress address;

    MysqlSessions(Connecting connecting, MysqlAddress address) {
        this.connecting = connecting;
        this.address = address;
    }

    Connecting connecting() {
        return connecting;
    }

    /** A session as it comes. */
    Connection open() throws SQLException {
        return open(new Properties());
    }

    /** A session with further settings of the driver. */
    Connection open(Properties further) throws SQLException {
        Properties properties = new Properties();
        if (!address.url().contains("connectTimeout=")) {
            properties.setProperty("connectTimeout", CONNECT_MILLISECONDS);
        }
        properties.putAll(further);
        connecting.credentials().user().ifPresent(user -> properties.setProperty("user", user));
        connecting
                .credentials()
                .password()
                .map(Secret::reveal)
                .ifPresent(password -> properties.setProperty("password", password));
        return new Driver().connect(address.url(), properties);
    }
}
