package io.github.databasemigration.engine.platform;

/**
 * A kind of database server. One implementation a platform, stateless; {@link #open} gives the thing to work with.
 */
public interface Platform {
    /** The name in plans and reports: {@code postgresql}, {@code mysql}, {@code sqlite}, {@code h2}. */
    String name();

    /** Whether this platform speaks to such a JDBC URL. */
    boolean accepts(String jdbcUrl);

    /** Reads where such a URL leads, by the driver's own rules. Fault: {@code CONFIGURATION_INVALID}. */
    DatabaseAddress address(String jdbcUrl);

    /** Whether one of several schemas of a database can be worked on as if it were all there is. */
    default boolean separatesSchemas() {
        return false;
    }

    /**
     * Connects once, to learn who and what is there, and gives back the database.
     *
     * <p>Faults: {@code SERVER_UNREACHABLE}, {@code LOGIN_REFUSED}, {@code DATABASE_MISSING},
     * {@code CONFIGURATION_INVALID} for a URL that cannot be read. SQLite: a file that does not exist is an empty
     * database, and opening it must not create the file.
     */
    Database open(Connecting connecting);
}
