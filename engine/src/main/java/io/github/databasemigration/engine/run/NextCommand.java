package io.github.databasemigration.engine.run;

/** The exact command line that a report offers as the next step. */
final class NextCommand {
    private NextCommand() {}

    static String migrate(Order order) {
        return "migrate-database migrate --environment " + order.environment().name();
    }

    static String repair(Order order) {
        return migrate(order) + " --repair";
    }

    static String rollback(Order order, String backup) {
        return "migrate-database rollback --environment " + order.environment().name() + " --to-backup " + backup;
    }

    static String down(Order order, String version) {
        return "migrate-database rollback --environment " + order.environment().name() + " --to-version " + version;
    }

    static String status(Order order) {
        return "migrate-database status --environment " + order.environment().name();
    }
}
