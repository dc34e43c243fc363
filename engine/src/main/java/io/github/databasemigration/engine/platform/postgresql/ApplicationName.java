package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.platform.Holder;
import java.time.Instant;
import java.util.Optional;

/**
 * How sessions name themselves to the server. It is the one text that every user of the server may read of every
 * session, and PostgreSQL keeps 63 bytes of it and only ASCII.
 */
final class ApplicationName {
    private static final int MAX = 63;
    private static final int MAX_RUN = 28;

    private ApplicationName() {}

    /** For sessions that work: {@code migrate-database <run>}. */
    static String ofSession(Holder holder) {
        return ofSession(
                holder.run().or(() -> holder.pid().map(String::valueOf)).orElse(""));
    }

    /** For sessions that work for a run. */
    static String ofSession(String run) {
        return cut(ascii("migrate-database " + run).strip(), MAX);
    }

    /**
     * For the session that holds the lock: {@code who@host:pid:run}. Where that is too long the host loses its domain
     * first; then host and user are cut, each to no less than half of the room.
     */
    static String ofLock(Holder holder) {
        String run = cut(part(holder.run().orElse("")), MAX_RUN);
        String tail = ":" + holder.pid().map(String::valueOf).orElse("") + ":" + run;
        String who = ascii(holder.who());
        String host = part(holder.host());
        int room = MAX - tail.length() - 1;
        if (who.length() + host.length() > room) {
            host = host.replaceFirst("\\..*", "");
            host = cut(host, Math.max(room / 2, room - who.length()));
            who = cut(who, room - host.length());
        }
        return who + "@" + host + tail;
    }

    /** Reads {@link #ofLock} back. A name of another form is taken as it is: it still tells a person something. */
    static Holder parse(String name, Optional<Instant> since) {
        int beforeRun = name.lastIndexOf(':');
        int beforePid = name.lastIndexOf(':', beforeRun - 1);
        int beforeHost = name.lastIndexOf('@', beforePid);
        if (beforeRun < 0 || beforePid < 0 || beforeHost < 0) {
            return new Holder(name.isEmpty() ? "unknown" : name, "unknown", Optional.empty(), Optional.empty(), since);
        }
        String pid = name.substring(beforePid + 1, beforeRun);
        return new Holder(
                name.substring(0, beforeHost),
                name.substring(beforeHost + 1, beforePid),
                pid.matches("\\d{1,18}") ? Optional.of(Long.valueOf(pid)) : Optional.empty(),
                Optional.of(name.substring(beforeRun + 1)).filter(run -> !run.isEmpty()),
                since);
    }

    /** A part that is found again by the separators around it. */
    private static String part(String text) {
        return ascii(text).replace(':', '.').replace('@', '.');
    }

    private static String ascii(String text) {
        return text.replaceAll("[^ -~]", "?");
    }

    private static String cut(String text, int length) {
        return text.substring(0, Math.min(text.length(), length));
    }
}
