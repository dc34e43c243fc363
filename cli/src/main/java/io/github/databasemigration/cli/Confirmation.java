package io.github.databasemigration.cli;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;

/** Makes sure that somebody who goes back means this database. */
final class Confirmation {
    private Confirmation() {}

    /**
     * Asks for the database's name at a terminal; elsewhere {@code --yes} must have been given. Fault
     * {@code NOT_CONFIRMED}.
     */
    static void require(Console console, String database, boolean yes) {
        if (yes) {
            return;
        }
        if (System.console() == null) {
            throw new Fault(
                    FaultCode.NOT_CONFIRMED,
                    "Nobody is at a terminal to confirm that " + database + " is to go back.",
                    "Add --yes.");
        }
        console.err("This replaces what is in the database " + database + ". Type its name to go on:");
        if (!database.equals(System.console().readLine())) {
            throw new Fault(
                    FaultCode.NOT_CONFIRMED, "The name was not " + database + ".", "Nothing was done. Try again.");
        }
    }
}
