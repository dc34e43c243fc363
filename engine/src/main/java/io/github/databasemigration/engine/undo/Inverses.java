package io.github.databasemigration.engine.undo;

import io.github.databasemigration.engine.check.model.Action;

/** What takes back one action, in the SQL of one platform. */
interface Inverses {
    /** What cannot be taken back for certain is not taken back at all. */
    Inverse of(Action action, Before before);
}
