package io.github.databasemigration.engine.tool.alembic;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.engine.configuration.AlembicSettings;
import io.github.databasemigration.engine.json.Sha256;
import io.github.databasemigration.engine.tool.MigrationFile;
import io.github.databasemigration.engine.tool.MigrationFiles;
import io.github.databasemigration.engine.tool.ProjectContext;
import io.github.databasemigration.engine.tool.ScriptSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads revisions by the project's own Alembic, which loads them as ever, but neither env.py nor a driver. */
public final class AlembicFiles implements MigrationFiles {
    private final Bridge bridge;

    /** @param platform whose SQL is to be rendered */
    public AlembicFiles(ProjectContext context, AlembicSettings settings, String platform) {
        this.bridge = new PythonSearch(context, settings).start(Optional.empty());
        ask(Map.of(
                "platform", platform,
                "ini", settings.ini(),
                "section", settings.section(),
                "arguments", settings.arguments(),
                "offline", true));
    }

    @Override
    public List<String> folders() {
        List<String> folders = new ArrayList<>();
        ask(Map.of("do", "folders")).path("folders").forEach(each -> folders.add(each.asText()));
        return folders;
    }

    @Override
    public Found read(Path state) {
        Answer answer = BridgeLine.answer(ask(Map.of("do", "read", "state", state.toString())), Answer.class);
        return new Found(answer.revisions().stream().map(Revision::file).toList(), answer.heads());
    }

    private JsonNode ask(Map<String, Object> command) {
        try {
            return bridge.ask(command, BridgeEvents.none());
        } catch (Bridge.Ended end) {
            throw end.beforeAnythingRan();
        }
    }

    @Override
    public void close() {
        bridge.close();
    }

    /** What the bridge found. */
    private record Answer(List<Revision> revisions, List<String> heads) {
        Answer {
            revisions = List.copyOf(revisions);
            heads = List.copyOf(heads);
        }
    }

    /** One revision. */
    private record Revision(
            String revision,
            String doc,
            String path,
            String text,
            List<String> statements,
            Optional<String> noPreview) {
        MigrationFile file() {
            String lines = text.replace("\r\n", "\n").replace('\r', '\n');
            return new MigrationFile(
                    "revision " + revision,
                    Optional.of(revision),
                    true,
                    doc,
                    Sha256.hex(lines.getBytes(StandardCharsets.UTF_8)),
                    new ScriptSource(path, text, List.of(), List.of()),
                    statements,
                    noPreview);
        }
    }
}
