package io.github.databasemigration.engine.platform;

import java.sql.Connection;
import java.sql.SQLException;

/** Names in SQL, quoted as the driver says that its server wants it. */
public final class Quotes {
    private Quotes() {}

    /** The name in quotes, its own doubled. */
    public static String quoted(Connection connection, String name) throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString();
        return quote + name.replace(quote, quote + quote) + quote;
    }
}
