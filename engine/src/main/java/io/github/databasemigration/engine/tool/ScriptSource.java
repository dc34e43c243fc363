package io.github.databasemigration.engine.tool;

import java.util.List;

/**
 * The file behind a planned migration, with the bytes that its checksum was taken of.
 *
 * @param file the path from the project's folder
 * @param text its content
 * @param labels of its branch, with Alembic
 * @param lines where each statement of the plan begins, from 1; empty where the file holds no SQL
 */
public record ScriptSource(String file, String text, List<String> labels, List<Integer> lines) {
    public ScriptSource {
        labels = List.copyOf(labels);
        lines = List.copyOf(lines);
    }
}
