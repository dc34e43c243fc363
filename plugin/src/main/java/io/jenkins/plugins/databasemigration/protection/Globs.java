package io.jenkins.plugins.databasemigration.protection;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Arrays;
import java.util.List;
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
