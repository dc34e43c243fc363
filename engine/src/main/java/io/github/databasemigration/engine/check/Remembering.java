package io.github.databasemigration.engine.check;

import io.github.databasemigration.engine.check.model.Statement;
import io.github.databasemigration.engine.check.model.StatementParser;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parses each statement once, however many ask for it: plans are made twice in a run, and again for each target of a fleet.
 * For several threads, one at a time.
 */
final class Remembering implements StatementParser {
    /** More than a plan has, as a rule; the eldest goes. */
    private static final int MOST = 10_000;

    private final StatementParser parser;
    private final Map<String, Statement> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Statement> eldest) {
            return size() > MOST;
        }
    };

    Remembering(StatementParser parser) {
        this.parser = parser;
    }

    @Override
    public synchronized Statement parse(String sql) {
        Statement parsed = known.get(sql);
        if (parsed == null) {
            parsed = parser.parse(sql);
            known.put(sql, parsed);
        }
        return parsed;
    }
}
