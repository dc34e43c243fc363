package io.github.databasemigration.library;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a pipeline calls currentBuild. */
public final class CurrentBuild extends HashMap<String, String> {
    private static final long serialVersionUID = 1L;

    /** The types of what started it. */
    final ArrayList<String> causes = new ArrayList<>();

    CurrentBuild() {
        super(Map.of("currentResult", "SUCCESS"));
    }

    public List<String> getBuildCauses(String type) {
        return causes.stream().filter(type::equals).toList();
    }
}
