package io.github.databasemigration.engine.backup;

import io.github.databasemigration.engine.fault.Fault;

/**
 * One thing that is not as the manifest says.
 *
 * @param subject the file, table or object; empty where the problem is a sentence of its own
 * @param problem what differs, to be read after the subject: {@code is missing}
 */
public record Finding(String subject, String problem) {
    /** What a reader of the backup said: a sentence of its own. */
    static Finding of(Fault fault) {
        String message = fault.getMessage();
        return new Finding("", message.endsWith(".") ? message.substring(0, message.length() - 1) : message);
    }

    @Override
    public String toString() {
        return subject.isEmpty() ? problem : subject + " " + problem;
    }
}
