package io.github.databasemigration.engine.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * Sessions whose users are done with them, kept for who comes next: a login costs more than most questions.
 *
 * <p>Only a few, and only while an order is carried out; of the others the one that has rested longest is closed. Whoever
 * takes one has to make it as good as new, and to find out whether it still lives.
 */
public final class KeptSessions implements AutoCloseable {
    /** As many as a fleet usually works on at a time, with two each. */
    private static final int FEW = 8;

    /** Keeps none: every session is closed after use. */
    public static final KeptSessions NONE = new KeptSessions(0);

    private final Deque<Kept> resting = new ArrayDeque<>();
    private int most;

    /** Keeps a few. */
    public KeptSessions() {
        this(FEW);
    }

    private KeptSessions(int most) {
        this.most = most;
    }

    /** One of them, and where it leads and as whom. */
    private record Kept(Object login, Connection session) {}

    /**
     * Takes the one that was given last, if there is any.
     *
     * @param login where it has to lead and as whom
     */
    public synchronized Optional<Connection> take(Object login) {
        for (Iterator<Kept> all = resting.iterator(); all.hasNext(); ) {
            Kept kept = all.next();
            if (kept.login().equals(login)) {
                all.remove();
                return Optional.of(kept.session());
            }
        }
        return Optional.empty();
    }

    /** Keeps a session that nobody uses any more, in no transaction; closes it, or another, where there are enough. */
    public synchronized void give(Object login, Connection session) {
        resting.addFirst(new Kept(login, session));
        while (resting.size() > most) {
            close(resting.removeLast().session());
        }
    }

    /** Closes what rests there, for it would be in the way. */
    public void forget(Object login) {
        for (Optional<Connection> kept = take(login); kept.isPresent(); kept = take(login)) {
            close(kept.get());
        }
    }

    /** Closes all, and what is given from now on. */
    @Override
    public synchronized void close() {
        most = 0;
        resting.forEach(kept -> close(kept.session()));
        resting.clear();
    }

    /** Closes a session that has nothing left to say. */
    public static void close(Connection session) {
        try {
            session.close();
        } catch (SQLException e) {
            // It is gone either way, and nothing was under way in it.
        }
    }
}
