package io.github.databasemigration.engine.platform.postgresql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of SQL by its parentheses and brackets: a group holds texts and groups, in order. Quoted names and strings
 * are texts whatever is in them. Brackets without a partner are text too, so that every text can be read and comes out
 * again as it was.
 */
final class Nesting {
    private static final Pattern PIECE = Pattern.compile(
            "(?<quoted>E'(?:[^'\\\\]++|\\\\.|'')*+'|'(?:[^']++|'')*+'|\"(?:[^\"]++|\"\")*+\")|(?<open>[(\\[])|(?<close>[)\\]])"
                    + "|[^'\"()\\[\\]E]++|.",
            Pattern.DOTALL);

    private Nesting() {}

    /** A text or a group. */
    sealed interface Part {}

    /** What holds no parentheses that count. */
    record Text(String text, boolean quoted) implements Part {
        boolean says(String word) {
            return !quoted && text.contains(word);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** What stands between two brackets, with them; the outermost has none. */
    record Group(String open, List<Part> parts) implements Part {
        String close() {
            return open.equals("(") ? ")" : open.equals("[") ? "]" : "";
        }

        String inner() {
            StringBuilder text = new StringBuilder();
            parts.forEach(text::append);
            return text.toString();
        }

        @Override
        public String toString() {
            return open + inner() + close();
        }
    }

    static Group read(String sql) {
        List<Group> open = new ArrayList<>();
        open.add(new Group("", new ArrayList<>()));
        Matcher piece = PIECE.matcher(sql);
        while (piece.find()) {
            Group inner = open.get(open.size() - 1);
            if (piece.group("open") != null) {
                open.add(new Group(piece.group(), new ArrayList<>()));
            } else if (piece.group("close") != null && piece.group().equals(inner.close())) {
                open.remove(open.size() - 1);
                open.get(open.size() - 1).parts().add(inner);
            } else {
                add(inner.parts(), new Text(piece.group(), piece.group("quoted") != null));
            }
        }
        while (open.size() > 1) {
            Group unclosed = open.remove(open.size() - 1);
            List<Part> outer = open.get(open.size() - 1).parts();
            add(outer, new Text(unclosed.open(), false));
            outer.addAll(unclosed.parts());
        }
        return open.get(0);
    }

    /** Joins neighbouring plain texts, so that a word is never in two. */
    private static void add(List<Part> parts, Text text) {
        int last = parts.size() - 1;
        if (!text.quoted() && last >= 0 && parts.get(last) instanceof Text before && !before.quoted()) {
            parts.set(last, new Text(before.text() + text.text(), false));
        } else {
            parts.add(text);
        }
    }
}
