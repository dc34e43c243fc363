package io.github.databasemigration.engine.plan;

import java.util.Locale;

/** Where a migration belongs when an application is exchanged while it runs. */
public enum Phase {
    /** It adds what the new version of the application needs; the old one does not notice. */
    EXPAND,
    /** It takes away, or forbids, what the old version needs. */
    CONTRACT,
    /** Neither; it runs with whichever is first. */
    NEUTRAL;

    /** As people write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
