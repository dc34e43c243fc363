package io.github.databasemigration.engine.run;

/** The exact command line that a report offers as the next step. */
final class NextCommand {
    private NextCommand() {}

    static String migrate(Order order) {
        return "migrate-database migrate" + where(order);
    }

    static String repair(Order order) {
        return migrate(order) + " --repair";
    }

    static String rollback(Order order, String backup) {
        return "migrate-database rollback" + where(order) + " --to-backup " + backup;
    }

    static String down(Order order, String version) {
        return "migrate-database rollback" + where(order) + " --to-version " + version;
    }

    static String status(Order order) {
        return "migrate-database status" + where(order);
    }

    private static String where(Order order) {
        return order.environment()
                .member()
                .map(target -> " --environment " + target.environment() + " --target " + target.target())
                .orElseGet(() -> " --environment " + order.environment().name());
    }
}
