package io.jenkins.plugins.databasemigration.protection;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Patterns as administrators write them: several with commas, {@code *} for any text, {@code ?} for any character. */
final class Globs {
    private final List<String> written;

    private Globs(List<String> written) {
        this.written = written;
    }

    /** @param text null: no pattern, which nothing matches */
    static Globs of(@CheckForNull String text) {
        return new Globs(
                text == null
                        ? List.of()
                        : Arrays.stream(text.split(","))
                                .map(String::trim)
                                .filter(glob -> !glob.isEmpty())
                                .toList());
    }

    boolean isEmpty() {
        return written.isEmpty();
    }

    /** Upper and lower case are the same: hosts have none, and a database that is named otherwise is taken for the same. */
    boolean match(@CheckForNull String text) {
        return text != null
                && written.stream().anyMatch(glob -> pattern(glob).matcher(text).matches());
    }

    /** Whether a name is matched for some target of a fleet at least, where it has the place of one. */
    boolean couldMatch(String name) {
        String open = lower(name.replace(Undertaking.TARGET, "?*"));
        return written.stream().anyMatch(glob -> meet(lower(glob), open));
    }

    /** Whether one pattern matches a name for every target of a fleet, where it has the place of one. */
    boolean mustMatch(String name) {
        // A character that is in no pattern is matched by ? and * alone, and both lengths of it by * alone.
        return written.stream()
                .map(Globs::of)
                .anyMatch(glob -> glob.match(name.replace(Undertaking.TARGET, "\uFFFF"))
                        && glob.match(name.replace(Undertaking.TARGET, "\uFFFF\uFFFF")));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Whether there is a text that both patterns match: from their ends, for each rest of one and each rest of the other. */
    private static boolean meet(String one, String other) {
        boolean[][] meets = new boolean[one.length() + 1][other.length() + 1];
        for (int i = one.length(); i >= 0; i--) {
            for (int j = other.length(); j >= 0; j--) {
                boolean any = i < one.length() && one.charAt(i) == '*';
                boolean otherAny = j < other.length() && other.charAt(j) == '*';
                if (i == one.length() && j == other.length()) {
                    meets[i][j] = true;
                } else if (any || otherAny) {
                    meets[i][j] = any && (meets[i + 1][j] || j < other.length() && meets[i][j + 1])
                            || otherAny && (meets[i][j + 1] || i < one.length() && meets[i + 1][j]);
                } else if (i < one.length() && j < other.length()) {
                    meets[i][j] = same(one.charAt(i), other.charAt(j)) && meets[i + 1][j + 1];
                }
            }
        }
        return meets[0][0];
    }

    private static boolean same(char one, char other) {
        return one == other || one == '?' || other == '?';
    }

    /** The patterns that are names, with nothing open in them. */
    List<String> names() {
        return written.stream().filter(glob -> !glob.matches(".*[*?].*")).toList();
    }

    private static Pattern pattern(String glob) {
        String regex = glob.chars()
                .mapToObj(character -> switch (character) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(character));
                })
                .collect(Collectors.joining());
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    @Override
    public String toString() {
        return String.join(", ", written);
    }
}
