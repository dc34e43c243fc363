package io.github.databasemigration.engine.check.rule;

import io.github.databasemigration.engine.check.model.Action;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A rule and how it is checked.
 *
 * @param rule what it is
 * @param look what it says about one statement in its scene
 */
public record Check(Rule rule, Function<Scene, List<Remark>> look) {
    /** Looks at each action of a kind. */
    static <A extends Action> Check each(Rule rule, Class<A> kind, BiFunction<A, Scene, Optional<Remark>> look) {
        return new Check(rule, scene -> scene.statement().actions(kind).stream()
                .flatMap(action -> look.apply(action, scene).stream())
                .toList());
    }

    /** Looks at the statement as a whole. */
    static Check whole(Rule rule, Function<Scene, Optional<Remark>> look) {
        return new Check(rule, scene -> look.apply(scene).stream().toList());
    }
}
