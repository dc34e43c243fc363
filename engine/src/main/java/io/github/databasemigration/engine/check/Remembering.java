package io.github.databasemigration.engine.check;

import io.github.databasemigration.engine.check.model.Statement;
import io.github.databasemigration.engine.check.model.StatementParser;
import java.util.HashMap;
import java.util.Map;

/** Parses each statement once, however many ask for it: plans are made twice in a run. */
final class Remembering implements StatementParser {
    private final StatementParser parser;
    private final Map<String, Statement> known = new HashMap<>();

    Remembering(StatementParser parser) {
        this.parser = parser;
    }

    @Override
    public Statement parse(String sql) {
        return known.computeIfAbsent(sql, parser::parse);
    }
}
