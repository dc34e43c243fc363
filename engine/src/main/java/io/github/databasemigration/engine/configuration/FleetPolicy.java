package io.github.databasemigration.engine.configuration;

import java.util.List;
import java.util.Optional;

/**
 * {@code targets:} and {@code rollout:} of an environment: one plan for many databases or schemas.
 *
 * @param of what a target is
 * @param list the names; empty where they come from elsewhere
 * @param query asks a database for the names; empty where they come from elsewhere
 * @param queryUrl which database is asked; empty: the one of the environment
 * @param file the file that has a name in each line, relative to the project; empty where they come from elsewhere
 * @param rollout in which order, how many at a time, and when to stop
 */
public record FleetPolicy(
        Of of,
        List<String> list,
        Optional<String> query,
        Optional<String> queryUrl,
        Optional<String> file,
        Rollout rollout) {

    public FleetPolicy {
        list = List.copyOf(list);
    }

    /** What a target is. */
    public enum Of {
        /** A database of its own. */
        DATABASES,
        /** A schema of one database. */
        SCHEMAS
    }

    /**
     * How targets follow each other.
     *
     * @param canary who goes first, alone
     * @param wave how many begin before the next are looked at
     * @param parallel how many are at work at a time
     * @param maxFailures how many may fail before nothing more begins
     */
    public record Rollout(Canary canary, int wave, int parallel, Failures maxFailures) {}

    /**
     * Who goes first.
     *
     * @param first so many of the targets, in their order
     * @param names these instead; empty where {@code first} counts
     */
    public record Canary(int first, List<String> names) {
        public Canary {
            names = List.copyOf(names);
        }
    }

    /** A number of targets, or a share of all in per cent. */
    public record Failures(int number, boolean percent) {
        /** How many of so many targets that is; rounded down. */
        public int of(int targets) {
            return percent ? (int) ((long) targets * number / 100) : number;
        }

        @Override
        public String toString() {
            return number + (percent ? "%" : "");
        }
    }

    FleetPolicy withQueryUrl(Optional<String> resolved) {
        return new FleetPolicy(of, list, query, resolved, file, rollout);
    }
}
