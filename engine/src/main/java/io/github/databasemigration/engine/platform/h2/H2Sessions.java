package io.github.databasemigration.engine.platform.h2;

import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.SessionTimeouts;
import io.github.databasemigration.engine.secret.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.h2.Driver;

/** Opens sessions with one database. */
final class H2Sessions {
    private final Connecting connecting;
    private final H2Address address;

    H2Sessions(Connecting connecting, H2Address address) {
        this.connecting = connecting;
        this.address = address;
    }

    Connecting connecting() {
        return connecting;
    }

    H2Address address() {
        return address;
    }

    /** Opens the database; creates it if the URL lets H2 do so. */
    Connection creating() throws SQLException {
        return open(address.url());
    }

    /** Opens the database if it is there, else an empty one in memory. */
    Connection existing() throws SQLException {
        return open(address.missing() ? "jdbc:h2:mem:" : address.existing());
    }

    private Connection open(String url) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", connecting.credentials().user().orElse(""));
        connecting
                .credentials()
                .password()
                .map(Secret::reveal)
                .ifPresent(password -> properties.setProperty("password", password));
        return new Driver().connect(url, properties);
    }

    static List<String> limits(SessionTimeouts timeouts) {
        return List.of(
                "SET LOCK_TIMEOUT " + (timeouts.lock().isZero() ? Integer.MAX_VALUE : milliseconds(timeouts.lock())),
                "SET QUERY_TIMEOUT " + milliseconds(timeouts.statement()));
    }

    private static long milliseconds(Duration duration) {
        return Math.min(duration.toMillis(), Integer.MAX_VALUE);
    }
}
