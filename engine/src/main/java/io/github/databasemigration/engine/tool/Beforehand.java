package io.github.databasemigration.engine.tool;

import java.util.List;

/** What is sent before the statements of migrations, in their session and transaction. */
public interface Beforehand {
    /** Nothing is. */
    Beforehand NOTHING = new Beforehand() {
        @Override
        public void begin(String script) {}

        @Override
        public List<String> before(String sql) {
            return List.of();
        }
    };

    /** A migration begins. */
    void begin(String script);

    /** What to send before the next statement, in order. */
    List<String> before(String sql);
}
