package io.github.databasemigration.engine.secret;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A text that is recognised however each of its characters is spelled.
 *
 * <p>All readings of the other text are followed at once, as in a Thompson automaton: the state is the set of positions
 * where the next character may begin. So the time is bounded, whatever the texts, where a backtracking regular
 * expression would not be; and a token of a thousand letters needs no stack.
 *
 * @param letters the spellings of each character; at least one
 */
record Spelled(List<Spelling> letters) {
    static Spelled of(String text) {
        Map<Integer, Spelling> known = new HashMap<>();
        return new Spelled(text.codePoints()
                .mapToObj(letter -> known.computeIfAbsent(letter, Spelling::of))
                .toList());
    }

    /** A cheap test that rules out most positions. */
    boolean mayBeginWith(char c) {
        return letters.get(0).mayBeginWith(c);
    }

    /** Where this text, spelled from {@code from} on in another, ends there; -1 if it is not there. */
    int endIn(String text, int from) {
        Positions here = new Positions();
        Positions next = new Positions();
        here.add(from);
        for (int i = 0; i < letters.size() && here.size() > 0; i++) {
            if (i > 0) {
                letters.get(i - 1).skip(text, here);
            }
            next.clear();
            for (int each = 0; each < here.size(); each++) {
                letters.get(i).read(text, here.get(each), next);
            }
            Positions read = next;
            next = here;
            here = read;
        }
        return here.greatest();
    }
}
