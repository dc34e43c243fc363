package io.github.databasemigration.engine.tool.liquibase.bridge;

/** What went wrong in Liquibase, in its own words, which are not redacted. A driver's exception is among the causes. */
public final class BridgeFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What kind of thing went wrong. */
    public enum Kind {
        /** A file that the changelog names is not there. */
        FILE_MISSING,
        /** The changelog cannot be parsed. */
        UNREADABLE,
        /** Anything else. */
        OTHER
    }

    /** With the words of the innermost cause that has any. */
    public BridgeFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What kind of thing went wrong. */
    public Kind kind() {
        return kind;
    }
}
