package io.github.databasemigration.engine.configuration;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * What a field may hold.
 *
 * @param <T> what it becomes
 */
sealed interface Kind<T> {
    /** What may stand there, as a mistake says it: "a duration such as 30s, or none". */
    String expected();

    /**
     * One value.
     *
     * @param tags how YAML may understand it; the text is taken as written whatever YAML understands
     * @param parse the value of a text; empty for one that may not stand there
     * @param describe what a mistake says of a wrong text
     * @param discreet whether {@code describe} does not repeat the text, for it may be a secret
     * @param words what a misspelt text may have meant
     */
    record One<T>(
            String expected,
            Set<Tag> tags,
            Function<String, Optional<T>> parse,
            UnaryOperator<String> describe,
            boolean discreet,
            List<String> words)
            implements Kind<T> {}

    /** Several texts in their order; one alone needs no brackets. */
    record Many(String expected, One<String> each) implements Kind<List<String>> {}

    /** Texts by name; {@code names} are the only ones there may be, any where empty. */
    record Named(String expected, One<String> each, List<String> names) implements Kind<SortedMap<String, String>> {}
}
