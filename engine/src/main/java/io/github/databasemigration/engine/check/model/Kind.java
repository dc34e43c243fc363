package io.github.databasemigration.engine.check.model;

import java.util.Locale;

/** Kinds of objects that statements drop or rename. */
public enum Kind {
    TABLE,
    COLUMN,
    INDEX,
    CONSTRAINT,
    VIEW,
    MATERIALIZED_VIEW,
    SEQUENCE,
    TYPE,
    SCHEMA,
    DATABASE,
    TRIGGER,
    PARTITION,
    OTHER;

    /** As people say it. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
