package io.github.databasemigration.engine.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A session that holds what a statement waits for, as far as the server tells. What it sent to the server is not among
 * it: that text may hold data.
 *
 * @param session the server's number for it
 * @param user who it belongs to
 * @param transaction how old its transaction is
 * @param state what it does, in the server's words
 * @param query tells its last query from others: a hash of its text without numbers and strings
 * @param certain false where the server only tells that it may be this one
 */
public record Blocker(
        String session,
        Optional<String> user,
        Optional<Duration> transaction,
        Optional<String> state,
        Optional<String> query,
        boolean certain) {

    @Override
    public String toString() {
        List<String> known = new ArrayList<>();
        user.ifPresent(name -> known.add("user " + name));
        state.ifPresent(known::add);
        transaction.ifPresent(age -> known.add("transaction of " + age.toSeconds() + " s"));
        query.ifPresent(hash -> known.add("query " + hash));
        return (certain ? "" : "perhaps ") + "session " + session
                + (known.isEmpty() ? "" : " (" + String.join(", ", known) + ")");
    }
}
