package io.github.databasemigration.engine.tool;

import java.nio.file.Path;
import java.util.List;

/** Reads the migrations of a project, or of another state of it, from files alone: no database is asked. */
public interface MigrationFiles extends AutoCloseable {
    /** The folders, from the project's, that hold all there is to read. Faults as those of {@link MigrationTool}. */
    List<String> folders();

    /**
     * Everything in these folders of another folder, which need not have all of them. Two that claim the same are no
     * fault here.
     *
     * <p>Faults: {@code SCRIPT_UNREADABLE}, {@code UNSUPPORTED}, {@code TOOL_FAILED}.
     */
    Found read(Path state);

    @Override
    void close();

    /**
     * What was found.
     *
     * @param migrations in the order of their versions, as far as they have an order
     * @param heads the revisions that none follows; empty where the tool knows no such thing
     */
    record Found(List<MigrationFile> migrations, List<String> heads) {
        public Found {
            migrations = List.copyOf(migrations);
            heads = List.copyOf(heads);
        }
    }
}
