package io.github.databasemigration.engine.check.corpus;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** By rule, what must have been seen in the database for it to be right. */
final class Truths {
    /** Rows from which on a statement takes long. */
    static final long MANY = 1000;

    private final Map<String, Predicate<Observed>> truths = new TreeMap<>();

    /** A rule that one statement is enough to break. */
    void step(String rule, BiPredicate<Step, Observed> truth) {
        all(rule, observed -> observed.steps().stream().anyMatch(each -> truth.test(each, observed)));
    }

    /** A rule about all statements of a case. */
    void all(String rule, Predicate<Observed> truth) {
        truths.put(rule, truth);
    }

    Set<String> rules() {
        return truths.keySet();
    }

    /** The rules that a case truly breaks. */
    Set<String> of(Observed observed) {
        Set<String> broken = new TreeSet<>();
        truths.forEach((rule, truth) -> {
            if (truth.test(observed)) {
                broken.add(rule);
            }
        });
        return broken;
    }
}
