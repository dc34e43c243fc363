package io.github.databasemigration.engine.secret;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A text that is recognised however each of its characters is spelled.
 *
 * <p>All readings of the other text are followed at once, as in a Thompson automaton: the state is the set of positions
 * where the next character may begin. So the time is bounded, whatever the texts, where a backtracking regular
 * expression would not be; and a token of a thousand letters needs no stack.
 *
 * @param letters the spellings of each character; at least one
 * @param beginnings the characters with which it may begin: a cheap test that rules out most positions
 */
record Spelled(List<Spelling> letters, BitSet beginnings) {
    private static Spelled of(String text, IntFunction<Spelling> spelling) {
        Map<Integer, Spelling> known = new HashMap<>();
        List<Spelling> letters = text.codePoints()
                .mapToObj(letter -> known.computeIfAbsent(letter, spelling::apply))
                .toList();
        return new Spelled(letters, letters.get(0).beginnings());
    }

    /** A text that may be spelled in any way; not empty. */
    static Spelled anyhow(String text) {
        return of(text, Spellings::anyhow);
    }

    /** A text of letters and digits and a few signs, of which only the signs may be spelled otherwise; not empty. */
    static Spelled plainly(String text) {
        return of(text, Spellings::plainly);
    }

    boolean mayBeginWith(char c) {
        return beginnings.get(c);
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
