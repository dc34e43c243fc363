package io.github.databasemigration.engine.fault;

import java.util.Objects;

/**
 * The one exception by which the engine says that it did not do what was asked.
 *
 * <p>{@link #getMessage()} is one line that says what is wrong; {@link #remedy()} is one line that says what to do.
 * Neither may hold a secret: pass texts that came from a driver or a program through
 * {@link io.github.databasemigration.engine.secret.Redactor} first, and do not chain a driver's exception, for its own
 * message would be printed too.
 */
public final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FaultCode code;
    private final String remedy;

    /**
     * @param code what kind of fault
     * @param what one line that says what is wrong, naming the thing
     * @param remedy one line that says what to do; never empty
     */
    public Fault(FaultCode code, String what, String remedy) {
        super(Objects.requireNonNull(what));
        this.code = Objects.requireNonNull(code);
        this.remedy = Objects.requireNonNull(remedy);
    }

    /** The kind of fault, and so the exit status. */
    public FaultCode code() {
        return code;
    }

    /** One line that says what to do. */
    public String remedy() {
        return remedy;
    }
}
