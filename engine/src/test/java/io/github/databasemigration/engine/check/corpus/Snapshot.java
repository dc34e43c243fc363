package io.github.databasemigration.engine.check.corpus;

import io.github.databasemigration.engine.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** All objects of a database at one moment. */
record Snapshot(Map<String, Thing> things) {
    static Snapshot take(Connection connection, String query) throws SQLException {
        Map<String, Thing> things = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                Thing thing = new Thing(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        Json.mapper().readTree(rows.getString(5)));
                things.put(thing.kind() + " " + thing.id(), thing);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Snapshot(things);
    }

    Stream<Thing> all(String kind) {
        return things.values().stream().filter(thing -> thing.kind().equals(kind));
    }

    Optional<Thing> find(Thing same) {
        return Optional.ofNullable(things.get(same.kind() + " " + same.id()));
    }

    boolean has(String kind, String id) {
        return things.containsKey(kind + " " + id);
    }

    /** What is here and was not there before. */
    Stream<Thing> addedSince(Snapshot before, String kind) {
        return all(kind).filter(thing -> before.find(thing).isEmpty());
    }

    /** What was there before and is not here. */
    Stream<Thing> goneSince(Snapshot before, String kind) {
        return before.addedSince(this, kind);
    }

    /** What is another than before, in the order before and now. */
    Stream<Thing> changedSince(Snapshot before, String kind, BiPredicate<Thing, Thing> change) {
        return all(kind).filter(thing -> before.find(thing)
                .filter(old -> change.test(old, thing))
                .isPresent());
    }
}
