package io.github.databasemigration.engine.tool.alembic;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.configuration.AlembicSettings;
import io.github.databasemigration.engine.secret.Credentials;
import io.github.databasemigration.engine.secret.Secret;
import io.github.databasemigration.engine.tool.ProjectContext;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A Python that loads Alembic while other things are waited for, which takes it a third of a second. Nothing of the
 * project runs in it before somebody has taken it.
 */
public final class PythonAhead implements AutoCloseable {
    private final FutureTask<Bridge> search;
    private final Cancellation cancellation;
    private boolean taken;

    private PythonAhead(FutureTask<Bridge> search, Cancellation cancellation) {
        this.search = search;
        this.cancellation = cancellation;
    }

    /** Begins. What goes wrong is said to whoever takes it. */
    public static PythonAhead start(ProjectContext context, AlembicSettings settings, Credentials credentials) {
        FutureTask<Bridge> search =
                new FutureTask<>(() -> new PythonSearch(context, settings).start(password(credentials)));
        Thread thread = new Thread(search, "python-ahead");
        thread.setDaemon(true);
        thread.start();
        return new PythonAhead(search, context.cancellation());
    }

    /** What must not be in an environment that other users can read; empty where there is nothing. */
    static Optional<String> password(Credentials credentials) {
        return credentials.password().map(Secret::reveal).filter(secret -> !secret.isEmpty());
    }

    /**
     * Waits for it, and leaves it to the caller to close. Empty where it was taken before or is of no use: a signal to stop
     * ends it, too, and then somebody may have to look. Fault: {@code TOOL_MISSING}.
     */
    synchronized Optional<Bridge> take() {
        if (taken) {
            return Optional.empty();
        }
        taken = true;
        try {
            Bridge bridge = search.get();
            if (bridge.ready()) {
                return Optional.of(bridge);
            }
            bridge.close();
            return Optional.empty();
        } catch (ExecutionException e) {
            if (cancellation.reason().isPresent()) {
                return Optional.empty();
            }
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it where nobody took it. */
    @Override
    public void close() {
        try {
            take().ifPresent(Bridge::close);
        } catch (RuntimeException e) {
            // What could not be started need not be ended.
        }
    }
}
