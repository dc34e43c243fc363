package io.github.databasemigration.engine.configuration;

import java.util.List;

/** Fields that say the same thing in different ways: only one of them may be given in one place. */
final class Alternatives {
    private Alternatives() {}

    static void check(List<Field<?>> group, Layer layer, String path, Mistakes mistakes) {
        List<Field<?>> given = group.stream().filter(layer::has).toList();
        if (given.size() > 1) {
            Field<?> last = given.get(given.size() - 1);
            mistakes.add(
                    layer.place(last).orElseThrow(),
                    LayerReader.join(path, last.name()),
                    "either " + given.get(0).name() + " or " + last.name(),
                    "both");
        }
    }
}
