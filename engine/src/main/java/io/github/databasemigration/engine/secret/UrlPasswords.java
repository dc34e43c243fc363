package io.github.databasemigration.engine.secret;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds passwords by their place, whatever they are: {@code //user:HERE@host} and {@code password=HERE}. */
final class UrlPasswords {
    /**
     * After the colon stands a port, not a password, where up to five digits are followed by the end of the address. A
     * password may hold an unescaped {@code @} or {@code /}: so it reaches to the last {@code @} before a quote or, where
     * there is none, before white space.
     */
    private static final Pattern USER_INFO = Pattern.compile("//[^\\s/:@?#\\[]*:"
            + "(?!\\d{1,5}(?:/[^\\s@?;\"'<>]*)?(?:[?;,#\"'<>)\\]}\\s]|$))"
            + "([^\\s\"'<>]*|\\S*)@");

    private static final Pattern PARAMETER =
            Pattern.compile("(?i)(?:password|passwd|passphrase|pwd|secret)(?:=|%(?:25)*3D)"
                    + "('(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\"|[^&;\\s\"'<>]*[^&;,\\s\"'<>])");

    private UrlPasswords() {}

    static void findIn(String text, Spans spans) {
        find(USER_INFO, text, spans);
        find(PARAMETER, text, spans);
    }

    private static void find(Pattern pattern, String text, Spans spans) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            spans.add(matcher.start(1), matcher.end(1));
        }
    }
}
