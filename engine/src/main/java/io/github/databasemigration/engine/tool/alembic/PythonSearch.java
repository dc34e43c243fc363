package io.github.databasemigration.engine.tool.alembic;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.engine.configuration.AlembicSettings;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.tool.ProjectContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts the bridge in the first Python that has Alembic. */
final class PythonSearch {
    private final ProjectContext context;
    private final Pythons pythons;
    private final List<String> looked = new ArrayList<>();

    PythonSearch(ProjectContext context, AlembicSettings settings) {
        this.context = context;
        this.pythons = new Pythons(context, settings);
    }

    /**
     * Starts it. Fault: {@code TOOL_MISSING}.
     *
     * @param secret what must not be in an environment that other users can read
     */
    Bridge start(Optional<String> secret) {
        for (String python : pythons.candidates()) {
            Optional<Bridge> bridge = start(python, secret);
            if (bridge.isPresent()) {
                return bridge.get();
            }
        }
        throw new Fault(
                FaultCode.TOOL_MISSING,
                "No Python with Alembic was found; looked at: "
                        + (looked.isEmpty() ? "nothing that is there" : String.join("; ", looked)) + ".",
                "Install Alembic (pip install alembic), or say where it is with alembic.python, or let an environment be"
                        + " built with alembic.requirements.");
    }

    private Optional<Bridge> start(String python, Optional<String> secret) {
        Map<String, String> open = new HashMap<>(context.environment());
        Map<String, String> hidden = new HashMap<>();
        secret.ifPresent(text -> open.forEach((name, value) -> {
            if (value.contains(text)) {
                hidden.put(name, value);
            }
        }));
        open.keySet().removeAll(hidden.keySet());
        Optional<Bridge> bridge = Bridge.start(python, context.project(), open, hidden, context.redactor());
        Optional<JsonNode> greeting = bridge.flatMap(Bridge::greeting);
        if (greeting.isPresent() && !greeting.get().hasNonNull("missing")) {
            return bridge;
        }
        bridge.ifPresent(Bridge::close);
        looked.add(python
                + greeting.map(said -> " (Python " + said.get("python").asText() + " without "
                                + said.get("missing").asText() + ")")
                        .orElse(" (does not run)"));
        return Optional.empty();
    }
}
