package io.github.databasemigration.cli;

import org.flywaydb.core.Flyway;

/** As little as there can be around Flyway's own API, of the version that the engine has: for benchmarks. */
final class FlywayApi {
    private FlywayApi() {}

    /** URL, user and {@code migrate} or {@code info}; the password is in the variable of Flyway's command line. */
    public static void main(String[] arguments) {
        Flyway flyway = Flyway.configure()
                .dataSource(arguments[0], arguments[1], System.getenv("FLYWAY_PASSWORD"))
                .locations("filesystem:db/migration")
                .load();
        if (arguments[2].equals("info")) {
            System.out.println(flyway.info().pending().length);
        } else {
            flyway.migrate();
        }
    }
}
