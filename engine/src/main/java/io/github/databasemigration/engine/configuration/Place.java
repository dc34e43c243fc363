package io.github.databasemigration.engine.configuration;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Where a value was given.
 *
 * @param source the file as it was named, or the option or argument that overrides it
 * @param line counted from 1; 0 where the source is not a file
 * @param column counted from 1; 0 where the source is not a file
 */
public record Place(String source, int line, int column) {
    static Place of(String file, Node node) {
        return of(file, node.getStartMark().orElseThrow());
    }

    static Place of(String file, Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    static Place option(String option) {
        return new Place(option, 0, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
